# The builder programs that bentokit can run, beside BuildKit's own: podman and buildah of Debian 12, a
# Docker Engine with its command line and buildx of Debian 13. They run as unpacked, with their
# configuration and their images in the environment's folder: nothing of the machine's own changes.
# Source it, don't run it; $state is the folder, $registry what answers for docker.io.
# shellcheck shell=bash source-path=SCRIPTDIR
# shellcheck disable=SC2154  # state, registry and auth_registry are the sourcing script's

source "${BASH_SOURCE%/*}/packages.sh"
source "${BASH_SOURCE%/*}/services.sh"

builders_old=(podman buildah conmon golang-github-containers-common golang-github-containers-image)
builders_new=(docker.io docker-cli docker-buildx containerd)
builders=$cache/builders-$(fingerprint "${builders_old[*]} ${builders_new[*]}")

# unpack_builders: fills $builders, once.
unpack_builders() {
  # What podman and buildah are linked with; libraries alone start no service.
  install_packages libgpgme11 libsubid4 libseccomp2 libdevmapper1.02.1 libglib2.0-0
  [[ ! -d $builders ]] || return 0
  say "fetching podman, buildah and a Docker Engine"
  require_space "$cache" 1000 "set XDG_CACHE_HOME to a folder with more room"
  rm -rf "$cache"/work-builders.*
  local work
  work=$(mktemp -d "$cache/work-builders.XXXXXX")
  unpack_packages bookworm "$work/old" "${builders_old[@]}"
  unpack_packages trixie "$work/new" "${builders_new[@]}"
  rm -rf "$work"/{old,new}/usr/share/{doc,man,gocode}
  mv "$work" "$builders"
}

# The Engine's socket.
engine_socket() { printf '%s\n' "$state/docker.sock"; }

# write_builder_configurations: the programs under $state/bin, each knowing where its things are.
write_builder_configurations() {
  local containers=$state/config/containers
  mkdir -p "$state/bin" "$containers/home/.config/containers" "$state/config/docker/cli-plugins"

  cat >"$containers/containers.conf" <<END
[containers]
netns = "host"
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
seccomp_profile = "$builders/old/usr/share/containers/seccomp.json"
[engine]
runtime = "runc"
conmon_path = ["$builders/old/usr/bin/conmon"]
cgroup_manager = "cgroupfs"
events_logger = "file"
lock_type = "file"
END
  cat >"$containers/storage.conf" <<END
[storage]
driver = "overlay"
graphroot = "$state/containers/storage"
runroot = "$state/containers/run"
END
  cat >"$containers/registries.conf" <<END
unqualified-search-registries = ["docker.io"]
[[registry]]
prefix = "docker.io"
location = "$registry"
insecure = true
[[registry]]
location = "$registry"
insecure = true
[[registry]]
location = "$auth_registry"
insecure = true
END
  # The one file that is looked for at home, or in /etc.
  cp "$builders/old/etc/containers/policy.json" "$containers/home/.config/containers/"
  local name
  for name in podman buildah; do
    write_program "$name" <<END
export HOME="$containers/home" CONTAINERS_CONF="$containers/containers.conf"
export CONTAINERS_STORAGE_CONF="$containers/storage.conf" CONTAINERS_REGISTRIES_CONF="$containers/registries.conf"
export BUILDAH_ISOLATION=chroot PATH="/usr/sbin:/usr/bin:/sbin:/bin"
exec "$builders/old/usr/bin/$name" "\$@"
END
  done

  cat >"$state/config/engine.json" <<END
{
  "hosts": ["unix://$(engine_socket)"],
  "data-root": "$state/engine/data", "exec-root": "$state/engine/run", "pidfile": "$state/engine/pid",
  "iptables": false, "ip6tables": false, "bridge": "none",
  "registry-mirrors": ["http://$registry"], "insecure-registries": ["$registry", "$auth_registry"]
}
END
  ln -sf "$builders/new/usr/libexec/docker/cli-plugins/docker-buildx" "$state/config/docker/cli-plugins/"
  write_program docker <<END
export DOCKER_HOST="\${DOCKER_HOST:-unix://$(engine_socket)}" DOCKER_CONFIG="\${DOCKER_CONFIG:-$state/config/docker}"
exec "$builders/new/usr/bin/docker" "\$@"
END
}

# write_program NAME: a shell script under $state/bin, of what standard input says.
write_program() {
  { printf '#!/bin/sh\n' && cat; } >"$state/bin/$1"
  chmod 755 "$state/bin/$1"
}

start_engine() {
  ! service_id engine >/dev/null || return 0
  unmount_below "$state/engine"
  rm -rf "$state/engine" "$(engine_socket)"
  mkdir -p "$state/engine"
  start_service engine env "PATH=$builders/new/usr/sbin:$builders/new/usr/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
    dockerd --config-file "$state/config/engine.json"
  wait_for engine 30 "$state/bin/docker" version
}
