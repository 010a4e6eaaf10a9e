# The builder programs that bentokit can run, beside BuildKit's own: podman and buildah of Debian 12, Docker's
# command line and buildx of Debian 13 and of Debian's unstable release. They run as unpacked, with their
# configuration and their images in the environment's folder: nothing of the machine's own changes.
# Source it, don't run it; $state is the folder, $registry what answers for docker.io.
# shellcheck shell=bash source-path=SCRIPTDIR
# shellcheck disable=SC2154  # state, registry and auth_registry are the sourcing script's

source "${BASH_SOURCE%/*}/packages.sh"
source "${BASH_SOURCE%/*}/services.sh"

# What is unpacked of each Debian release, into a folder of the release's name. The versions are those that
# the tests are about; Engine 20.10 brings its command line with it.
declare -A builder_packages=(
  [bookworm]="podman buildah conmon golang-github-containers-common golang-github-containers-image docker.io=20.10.* containerd"
  [trixie]="docker.io=26.1.* docker-cli=26.1.* docker-buildx containerd"
  [sid]="docker.io=28.5.* docker-cli=28.5.* docker-buildx=0.29.* containerd"
)
builders=$cache/builders-$(fingerprint "${builder_packages[bookworm]} ${builder_packages[trixie]} ${builder_packages[sid]}")

# unpack_builders: fills $builders, once.
unpack_builders() {
  # What podman and buildah are linked with; libraries alone start no service.
  install_packages libgpgme11 libsubid4 libseccomp2 libdevmapper1.02.1 libglib2.0-0
  [[ ! -d $builders ]] || return 0
  say "fetching podman, buildah and three Docker Engines"
  require_space "$cache" 2000 "set XDG_CACHE_HOME to a folder with more room"
  rm -rf "$cache"/work-builders.*
  local work release packages
  work=$(mktemp -d "$cache/work-builders.XXXXXX")
  for release in "${!builder_packages[@]}"; do
    read -ra packages <<<"${builder_packages[$release]}"
    unpack_packages "$release" "$work/$release" "${packages[@]}"
    rm -rf "$work/$release"/usr/share/{doc,man,gocode}
  done
  mv "$work" "$builders"
}

# write_builder_configurations: the programs under $state/bin, each knowing where its things are.
write_builder_configurations() {
  local containers=$state/config/containers
  mkdir -p "$state/bin" "$containers/home/.config/containers"

  cat >"$containers/containers.conf" <<END
[containers]
netns = "host"
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
seccomp_profile = "$builders/bookworm/usr/share/containers/seccomp.json"
[engine]
runtime = "runc"
conmon_path = ["$builders/bookworm/usr/bin/conmon"]
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
  cp "$builders/bookworm/etc/containers/policy.json" "$containers/home/.config/containers/"
  local name
  for name in podman buildah; do
    write_program "$name" <<END
export HOME="$containers/home" CONTAINERS_CONF="$containers/containers.conf"
export CONTAINERS_STORAGE_CONF="\${CONTAINERS_STORAGE_CONF:-$containers/storage.conf}"
export CONTAINERS_REGISTRIES_CONF="$containers/registries.conf"
export BUILDAH_ISOLATION=chroot PATH="/usr/sbin:/usr/bin:/sbin:/bin"
exec "$builders/bookworm/usr/bin/$name" "\$@"
END
  done

  write_docker docker trixie engine
  write_docker new/docker sid new-engine
}

# write_docker NAME RELEASE ENGINE: Docker's command line with buildx, talking to that Engine unless
# DOCKER_HOST says otherwise.
write_docker() {
  local name=$1 folder=$builders/$2 configuration=$state/config/docker-$2
  mkdir -p "$configuration/cli-plugins" "$(dirname "$state/bin/$name")"
  ln -sf "$folder/usr/libexec/docker/cli-plugins/docker-buildx" "$configuration/cli-plugins/"
  write_program "$name" <<END
export DOCKER_HOST="\${DOCKER_HOST:-unix://$(engine_socket "$3")}" DOCKER_CONFIG="\${DOCKER_CONFIG:-$configuration}"
exec "$folder/usr/bin/docker" "\$@"
END
}

# write_program NAME: a shell script under $state/bin, of what standard input says.
write_program() {
  { printf '#!/bin/sh\n' && cat; } >"$state/bin/$1"
  chmod 755 "$state/bin/$1"
}
