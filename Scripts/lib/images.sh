# The base images that builds start from, since no public registry can be counted on: made from Debian
# packages, with this machine's own way to Debian's and Python's packages inside.
# Source it, don't run it.
# shellcheck shell=bash source-path=SCRIPTDIR

source "${BASH_SOURCE%/*}/buildkit.sh"

# Tags of the frontend image docker/dockerfile, each with the BuildKit that it is built from.
declare -A frontend_versions=([1]=0.13.2 [1.19]=0.25.2)

# machine_apt_settings: how this machine's apt reaches its mirrors, as apt.conf lines.
machine_apt_settings() { apt-config dump | grep -E '^Acquire::(https?::|Check-|Retries)' || true; }

# machine_pip_settings: where this machine's pip finds packages, as lines KEY VALUE.
machine_pip_settings() {
  machine_pip config list |
    sed -nE "s/^(global|user|install|site|:env:)\.(index-url|extra-index-url|trusted-host|timeout|default-timeout)='(.*)'$/\2 \3/p" |
    sed 's/^default-timeout/timeout/' | sort -u -k1,1
}

# machine_pip ARGUMENT…: the machine's pip; where there is none, one that reads the same configuration.
machine_pip() {
  python3 -m pip "$@" 2>/dev/null && return
  [[ -x $cache/pip/bin/pip ]] || /usr/bin/python3 -m venv "$cache/pip"
  "$cache/pip/bin/pip" "$@"
}

# machine_authorities: the certificate bundle that this machine trusts.
machine_authorities() {
  local file
  for file in "${SSL_CERT_FILE:-}" /etc/ssl/certs/ca-certificates.crt; do
    if [[ -s $file ]]; then
      cat "$file"
      return
    fi
  done
}

# frontend_sources: what each frontend image is built from, a line each.
frontend_sources() {
  local tag
  for tag in "${!frontend_versions[@]}"; do
    printf '%s %s\n' "$tag" "$(basename "$(buildkit_folder "${frontend_versions[$tag]}")")"
  done | sort
}

# images_fingerprint: changes when the images would come out different.
images_fingerprint() {
  fingerprint "$(declare -f make_images push_image stage_busybox stage_python stage_frontend)" "$(debian_sources)" "$(machine_apt_settings)" \
    "$(machine_pip_settings)" "$(machine_authorities)" "$(frontend_sources)"
}

# make_images REGISTRY WORK BUILD_COMMAND…: builds and pushes the images to REGISTRY (host:port).
# WORK is an empty folder with a gigabyte of room; BUILD_COMMAND is buildctl with its address.
make_images() {
  local registry=$1 work=$2
  shift 2
  local tag
  say "making the base image busybox:latest"
  stage_busybox "$work/busybox"
  push_image "$work/busybox" "$registry/library/busybox:latest" "$@"

  say "making the base image python:3.11-slim"
  stage_python "$work/python"
  push_image "$work/python" "$registry/library/python:3.11-slim" "$@"

  for tag in "${!frontend_versions[@]}"; do
    say "making the frontend image docker/dockerfile:$tag"
    stage_frontend "$work/frontend-$tag" "$(buildkit_folder "${frontend_versions[$tag]}")"
    push_image "$work/frontend-$tag" "$registry/docker/dockerfile:$tag" "$@"
  done
}

# push_image CONTEXT NAME BUILD_COMMAND…
push_image() {
  local context=$1 name=$2
  shift 2
  quietly "$cache/log/images.log" "$@" build --progress plain --frontend dockerfile.v0 --local "context=$context" \
    --local "dockerfile=$context" --output "type=image,name=$name,push=true" ||
    fail "could not build and push $name" "see $cache/log/images.log"
}

stage_busybox() {
  mkdir -p "$1/bin"
  cp /bin/busybox "$1/bin/busybox"
  local applet
  for applet in $(/bin/busybox --list); do
    [[ -e $1/bin/$applet ]] || ln -s busybox "$1/bin/$applet"
  done
  cat >"$1/Dockerfile" <<'END'
FROM scratch
COPY bin /bin
ENV PATH=/bin
CMD ["sh"]
END
}

# stage_frontend CONTEXT BUILDKIT_FOLDER
stage_frontend() {
  mkdir -p "$1"
  cp "$2/dockerfile-frontend" "$1/"
  cat >"$1/Dockerfile" <<'END'
FROM scratch
COPY dockerfile-frontend /bin/dockerfile-frontend
LABEL moby.buildkit.frontend.network.none="true"
LABEL moby.buildkit.frontend.caps="moby.buildkit.frontend.inputs,moby.buildkit.frontend.subrequests,moby.buildkit.frontend.contexts"
ENTRYPOINT ["/bin/dockerfile-frontend"]
END
}

# Debian with Python, shaped as the official slim image: `python` and `pip` are on PATH and may install.
stage_python() {
  local folder=$1 etc=$1/machine/etc key value
  mkdir -p "$etc/apt/apt.conf.d" "$etc/ssl/certs"
  debian_sources >"$folder/sources.list"
  # shellcheck disable=SC2016  # mmdebstrap fills in the root
  TMPDIR=$folder quietly "$cache/log/mmdebstrap.log" mmdebstrap --variant=apt --mode=root --format=tar \
    --include=ca-certificates,python3,python3-pip,python3-venv \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --customize-hook='rm "$1"/usr/lib/python3.*/EXTERNALLY-MANAGED' \
    --customize-hook='ln -s /usr/bin/python3 "$1/usr/local/bin/python"' \
    bookworm "$folder/root.tar" "$folder/sources.list" ||
    fail "mmdebstrap could not make a Debian root" "see $cache/log/mmdebstrap.log"

  machine_apt_settings >"$etc/apt/apt.conf.d/90machine"
  machine_authorities >"$etc/ssl/certs/machine.pem"
  {
    echo '[global]'
    machine_pip_settings | while read -r key value; do printf '%s = %s\n' "$key" "$value"; done
  } >"$etc/pip.conf"
  {
    echo 'FROM scratch'
    echo 'ADD root.tar /'
    echo 'COPY machine /'
    echo 'ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 PYTHON_VERSION=3.11'
    for key in SSL_CERT_FILE PIP_CERT REQUESTS_CA_BUNDLE CURL_CA_BUNDLE; do
      echo "ENV $key=/etc/ssl/certs/machine.pem"
    done
    # uv does not read pip's configuration.
    machine_pip_settings | while read -r key value; do
      case $key in
        index-url) echo "ENV UV_DEFAULT_INDEX=$value UV_INDEX_URL=$value" ;;
        extra-index-url) echo "ENV UV_INDEX=\"$value\" UV_EXTRA_INDEX_URL=\"$value\"" ;;
        trusted-host) echo "ENV UV_INSECURE_HOST=\"$value\"" ;;
        timeout) echo "ENV UV_HTTP_TIMEOUT=$value" ;;
      esac
    done
    echo 'CMD ["python3"]'
  } >"$folder/Dockerfile"
}
