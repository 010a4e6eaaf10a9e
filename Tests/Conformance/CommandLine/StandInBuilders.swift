import Glibc

/// Builder programs that note how they are called, and do as variables of the environment say.
struct StandInBuilders {
  let folder: String
  let log: String

  private static let script = #"""
    #!/bin/sh
    printf '%s\0' "${0##*/}" "${DOCKER_BUILDKIT-<unset>}" "${DOCKER_SCAN_SUGGEST-<unset>}" \
      "${BUILDAH_FORMAT-<unset>}" "$#" "$@" >> "$STAND_IN_LOG"
    case "$1 $2" in
    'version --format')
      [ -z "$FAKE_VERSION_RC" ] || exit "$FAKE_VERSION_RC"
      printf '"%s"\n' "${FAKE_DOCKER_VERSION-24.0.7}"
      ;;
    'buildx version')
      if [ -n "$FAKE_NO_BUILDX" ]; then
        echo "docker: 'buildx' is not a docker command." >&2
        exit 1
      fi
      echo 'github.com/docker/buildx v0.12.0 abc'
      ;;
    *)
      # As podman does at the end of a build.
      if [ "${0##*/} $1" = 'podman build' ]; then printf '%064d\n' 1; fi
      printf '%s' "$FAKE_STDOUT"
      printf '%s' "$FAKE_STDERR" >&2
      exit "${FAKE_RC-0}"
      ;;
    esac

    """#

  init(in parent: String) throws {
    folder = parent + "/stand-in-builders"
    log = folder + "/calls"
    mkdir(folder, 0o755)
    for name in ["docker", "podman", "buildah", "nerdctl", "buildctl", "buildkitd"] {
      let path = "\(folder)/\(name)"
      let descriptor = open(path, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o755)
      defer { close(descriptor) }
      let bytes = Array(Self.script.utf8)
      guard write(descriptor, bytes, bytes.count) == bytes.count else {
        throw Recording.Unreadable(path: path, reason: "it can't be written")
      }
    }
  }

  /// Forgets all calls.
  func reset() { unlink(log) }

  /// The calls since, with `<CTX>` in the place of the staged context.
  func calls() -> [BuilderCall] {
    guard let file = fopen(log, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte >= 0 { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    var words = bytes.split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }[...]
    var calls: [BuilderCall] = []
    while words.count > 5 {
      let head = Array(words.prefix(5))
      let count = Int(head[4]) ?? 0
      var arguments = Array(words.dropFirst(5).prefix(count))
      words = words.dropFirst(5 + count)
      if arguments.contains("build"), let context = arguments.last {
        arguments = arguments.map { word in
          word.hasPrefix(context) ? "<CTX>" + word.dropFirst(context.count) : word
        }
      }
      calls.append(
        BuilderCall(
          program: head[0], words: arguments,
          environment: [
            "DOCKER_BUILDKIT": head[1], "DOCKER_SCAN_SUGGEST": head[2], "BUILDAH_FORMAT": head[3],
          ]))
    }
    return calls
  }
}
