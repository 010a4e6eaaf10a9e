# Shared by every script: where things are, how to speak, how to fail. Source it, don't run it.
# shellcheck shell=bash

[[ -z ${common_is_here:-} ]] || return 0
common_is_here=true

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scripts=$repository/Scripts
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/bentokit
# shellcheck disable=SC2034  # for those who source this
readonly repository scripts cache

# say TEXT…: one line of progress, on standard error, so that standard output stays data.
say() { printf '\033[1m==>\033[0m %s\n' "$*" | plain_unless_terminal >&2; }

# note TEXT…: a detail below the last line of progress.
note() { printf '    %s\n' "$*" >&2; }

plain_unless_terminal() {
  if [[ -t 2 && -z ${NO_COLOR:-} ]]; then cat; else sed 's/\x1b\[[0-9;]*m//g'; fi
}

# fail WHAT [WAY_OUT]: one line that says what went wrong, one that says what to do; exit 1.
fail() {
  printf '%s: error: %s\n' "${0##*/}" "$1" >&2
  [[ -z ${2:-} ]] || printf '%s: try: %s\n' "${0##*/}" "$2" >&2
  exit 1
}

# usage_error WHAT: a wrong argument; exit 2.
usage_error() {
  printf "%s: %s (see '%s --help')\n" "${0##*/}" "$1" "${0##*/}" >&2
  exit 2
}

# print_help: the comment block at the head of the running script, from its second line on.
print_help() { sed -n '2,/^[^#]/{ s/^# \{0,1\}//p; }' "$0"; }

# quietly LOG COMMAND…: runs the command with its output in LOG; shows the log's end on failure.
quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  if ! "$@" >"$log" 2>&1 </dev/null; then
    tail -n 25 "$log" >&2
    return 1
  fi
}

# require_root: packages, mounts and BuildKit's worker need it.
require_root() {
  [[ $(id -u) == 0 ]] || fail "must run as root (packages, mounts, containers)" "sudo $0"
}

# require_debian: packages are named as Debian 12 names them.
require_debian() {
  local ID='' VERSION_CODENAME=''
  # shellcheck source=/dev/null
  [[ ! -r /etc/os-release ]] || . /etc/os-release
  [[ $ID == debian && $VERSION_CODENAME == bookworm && $(uname -m) == x86_64 ]] ||
    fail "needs Debian 12 (bookworm) on x86_64; this is ${ID:-unknown} ${VERSION_CODENAME:-} $(uname -m)" \
      "run it in a Debian 12 machine or container"
}

# require_space FOLDER MEBIBYTES WAY_OUT: fails when the file system of FOLDER has less room.
require_space() {
  local free
  free=$(df --output=avail -BM "$1" | tail -n 1 | tr -dc 0-9)
  ((free >= $2)) || fail "only $free MiB free under $1, $2 MiB needed" "$3"
}

# fingerprint FILE_OR_TEXT…: 12 hex digits over the files' contents and the texts, for cache names.
fingerprint() {
  local item
  for item in "$@"; do
    if [[ -f $item ]]; then cat "$item"; else printf '%s\n' "$item"; fi
  done | sha256sum | cut -c1-12
}
