# Docker Engines, run as unpacked: several versions, with either store of images. Source it, don't run it;
# $state is the folder, $registry what answers for docker.io.
# shellcheck shell=bash source-path=SCRIPTDIR
# shellcheck disable=SC2154  # state, registry and auth_registry are the sourcing script's

source "${BASH_SOURCE%/*}/builders.sh"

# NAME RELEASE STORE: the service's name, the Debian release its programs are from, and where its images are:
# in a graph driver of its own (the classic store), or in containerd.
engines=(
  "engine             trixie    graph-driver"
  "containerd-engine  trixie    containerd"
  "new-engine         sid       containerd"
  "old-engine         bookworm  graph-driver"
)

# engine_socket NAME
engine_socket() { printf '%s\n' "$state/$1.sock"; }

# start_engines: starts those that don't run, then waits for all.
start_engines() {
  local name release store started=()
  while read -r name release store; do
    ! service_id "$name" >/dev/null || continue
    started+=("$name")
    write_engine_configuration "$name" "$store"
    unmount_below "$state/$name"
    rm -rf "${state:?}/$name" "$(engine_socket "$name")"
    mkdir -p "$state/$name"
    start_service "$name" env "PATH=$builders/$release/usr/sbin:$builders/$release/usr/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
      dockerd --config-file "$state/config/$name.json"
  done < <(printf '%s\n' "${engines[@]}")
  for name in "${started[@]}"; do
    wait_for "$name" 60 env "DOCKER_HOST=unix://$(engine_socket "$name")" "$state/bin/docker" version
  done
}

# write_engine_configuration NAME STORE
write_engine_configuration() {
  local features='{}'
  [[ $2 != containerd ]] || features='{ "containerd-snapshotter": true }'
  cat >"$state/config/$1.json" <<END
{
  "hosts": ["unix://$(engine_socket "$1")"],
  "data-root": "$state/$1/data", "exec-root": "$state/$1/run", "pidfile": "$state/$1/pid",
  "iptables": false, "ip6tables": false, "bridge": "none", "features": $features,
  "registry-mirrors": ["http://$registry"], "insecure-registries": ["$registry", "$auth_registry"]
}
END
}
