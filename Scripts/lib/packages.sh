# Debian packages: what is needed, and how to get it through the machine's own mirrors.
# Source it, don't run it.
# shellcheck shell=bash source-path=SCRIPTDIR

source "${BASH_SOURCE%/*}/common.sh"

# install_needed_packages: all that building, testing and the environment need.
install_needed_packages() {
  # The first line is linked into our own programs, the second generates code, the third runs builds.
  install_packages libgrpc-dev libprotobuf-c-dev libnghttp2-dev libyaml-dev libssl-dev liblzma-dev zlib1g-dev \
    protobuf-c-compiler protobuf-compiler pkg-config \
    btrfs-progs busybox-static ca-certificates curl mmdebstrap openssh-client openssl python3 python3-venv runc
}

# install_packages NAME…: installs those that are missing.
install_packages() {
  local name missing=()
  for name in "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || missing+=("$name")
  done
  ((${#missing[@]})) || return 0
  say "installing ${#missing[@]} packages: ${missing[*]}"
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o "DPkg::Lock::Timeout=300")
  # A foreign source that doesn't answer must not stop us; a missing package will.
  quietly "$cache/log/apt-update.log" "${apt[@]}" update || note "apt-get update failed in part; going on"
  quietly "$cache/log/apt-install.log" "${apt[@]}" install -y --no-install-recommends "${missing[@]}" ||
    fail "apt-get could not install: ${missing[*]}" "apt-get update && apt-get install ${missing[*]}"
}

# debian_sources: the machine's own sources of Debian 12's main component, as lines of a sources.list.
debian_sources() {
  apt-get update --print-uris 2>/dev/null |
    sed -nE "s|^'(.*)/dists/(bookworm(-updates\|-security)?)/InRelease'.*|\1 \2|p" | sort -u |
    sed 's|^|deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] |; s|$| main|'
}

# debian_mirror: the address that this machine gets Debian's main archive from.
debian_mirror() {
  local mirror
  mirror=$(debian_sources | awk '$4 == "bookworm" { print $3; exit }')
  [[ -n $mirror ]] || fail "apt has no source for Debian's 'bookworm main'" "add one below /etc/apt/sources.list.d"
  printf '%s\n' "$mirror"
}

# unpack_packages RELEASE FOLDER NAME…: downloads packages of that Debian release, whichever release
# this machine runs, and unpacks them under FOLDER. Nothing is installed, so no service starts.
unpack_packages() {
  local release=$1 folder=$2 state package
  shift 2
  state=$(mktemp -d "$folder.apt.XXXXXX")
  mkdir -p "$folder" "$state"/{lists/partial,cache/archives/partial,packages}
  : >"$state/status"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' \
    "$(debian_mirror)" "$release" >"$state/sources.list"
  local apt=(apt-get -q -o "Dir::Etc::sourcelist=$state/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o "Dir::State::lists=$state/lists" -o "Dir::State::status=$state/status" -o "Dir::Cache=$state/cache"
    -o Acquire::Languages=none -o APT::Sandbox::User=root)
  quietly "$cache/log/unpack-$release.log" "${apt[@]}" update ||
    fail "no package lists of Debian '$release' from $(debian_mirror)" "check the mirror with apt-get update"
  (cd "$state/packages" && quietly "$cache/log/unpack-$release.log" "${apt[@]}" download "$@") ||
    fail "could not download packages of Debian '$release'" "see $cache/log/unpack-$release.log"
  for package in "$state"/packages/*.deb; do dpkg -x "$package" "$folder"; done
  rm -rf "$state"
}
