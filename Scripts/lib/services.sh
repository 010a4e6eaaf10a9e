# Background processes under one folder: started once, recognised again, ended by their id only.
# Source it, don't run it; $state is the folder.
# shellcheck shell=bash source-path=SCRIPTDIR
# shellcheck disable=SC2154  # state is the sourcing script's

source "${BASH_SOURCE%/*}/common.sh"

# A process is known by its id and the tick it started at: an id that was given to another since doesn't
# match. One that ended and that nobody has waited for yet has no tick.
started_at() {
  local text fields
  { read -r text <"/proc/$1/stat"; } 2>/dev/null || return 1
  read -ra fields <<<"${text##*) }"
  [[ ${fields[0]} != Z ]] && printf '%s\n' "${fields[19]}"
}

# service_id NAME: prints the id of the running service, or fails.
service_id() {
  local id='' tick=''
  { read -r id tick <"$state/run/$1.pid"; } 2>/dev/null || return 1
  [[ -n $id && -n $tick && $(started_at "$id") == "$tick" ]] || return 1
  printf '%s\n' "$id"
}

# close_inherited: closes all descriptors but the three standard ones.
close_inherited() {
  local descriptor
  for descriptor in "/proc/$$/fd/"*; do
    descriptor=${descriptor##*/}
    ((descriptor <= 2)) || eval "exec $descriptor>&-"
  done
}

# start_service NAME COMMAND…: runs it in its own session, its output in $state/log/NAME.log.
# The process writes its own id before it becomes the command, so it is known however we end. It keeps
# nothing open that we have open: a lock that whoever called us holds would else last as long as it.
start_service() {
  local name=$1
  shift
  mkdir -p "$state/run" "$state/log"
  # shellcheck disable=SC2016  # for the inner shell
  setsid bash -c "$(declare -f started_at close_inherited)"'
    close_inherited; echo "$$ $(started_at $$)" >"$1"; shift; exec "$@"' \
    start "$state/run/$name.pid" "$@" >"$state/log/$name.log" 2>&1 </dev/null &
  disown
}

# stop_services NAME…: asks them to end, insists after thirty seconds.
stop_services() {
  local name id deadline=$((SECONDS + 30))
  for name in "$@"; do
    if id=$(service_id "$name"); then kill -TERM "$id" 2>/dev/null || true; fi
  done
  for name in "$@"; do
    while id=$(service_id "$name"); do
      ((SECONDS < deadline)) || kill -KILL "$id" 2>/dev/null || true
      sleep 0.1
    done
    rm -f "$state/run/$name.pid"
  done
}

# wait_for NAME SECONDS COMMAND…: until the command succeeds; fails when the service ends or time is up.
wait_for() {
  local name=$1 deadline=$((SECONDS + $2)) begun=$SECONDS
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS > begun)) && ! service_id "$name" >/dev/null; then
      tail -n 5 "$state/log/$name.log" >&2
      fail "$name ended at once" "see $state/log/$name.log"
    fi
    ((SECONDS < deadline)) || fail "$name does not answer" "see $state/log/$name.log"
    sleep 0.1
  done
}

# port_is_open PORT: whether something accepts connections on 127.0.0.1:PORT.
port_is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# require_free_port PORT NAME WAY_OUT
require_free_port() {
  ! port_is_open "$1" || fail "port $1, meant for $2, is in use by another process" "$3"
}

# unmount_below FOLDER: whatever a killed daemon left mounted.
unmount_below() {
  local mounted
  awk -v folder="$1/" 'index($5, folder) == 1 { print $5 }' /proc/self/mountinfo | sort -r |
    while read -r mounted; do umount -l "$(printf '%b' "$mounted")" || true; done
}
