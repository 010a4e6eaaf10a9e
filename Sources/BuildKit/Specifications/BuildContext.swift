/// A further source of files for a Dockerfile, by name: for `FROM NAME`, `COPY --from=NAME` and
/// `--mount=from=NAME`.
public struct BuildContext: Hashable, Sendable {
  /// Where the files are.
  public enum Source: Hashable, Sendable {
    /// A folder on this machine.
    case folder(path: String)
    /// An image in OCI's layout in a folder on this machine: the one with a digest or a name, or the
    /// only one.
    case ociLayout(path: String, name: String?, digest: String?)
    /// What the daemon gets by itself: `docker-image://IMAGE`, a git repository, a download, or
    /// another target of the Dockerfile.
    case remote(String)
  }

  /// The name that the Dockerfile uses.
  public var name: String
  /// Where the files are.
  public var source: Source

  /// A context.
  public init(name: String, source: Source) {
    self.name = name
    self.source = source
  }

  /// Reads what `--build-context` takes: `NAME=SOURCE`.
  ///
  /// - Throws: ``InvalidSpecification``.
  public init(_ text: String) throws(InvalidSpecification) {
    let (name, value) = cut(text, at: "=")
    guard let value, !value.isEmpty, !name.isEmpty else {
      throw InvalidSpecification("build-context", text, "write NAME=FOLDER, or NAME=URL")
    }
    guard Self.isKnown(name) else {
      throw InvalidSpecification(
        "build-context", text,
        "no Dockerfile can use the name \"\(name)\": names of contexts are of lower-case letters and "
          + "digits, as those of images")
    }
    self.name = Self.canonical(name)
    if let layout = value.dropping(prefix: "oci-layout://") {
      source = try Self.layout(String(layout), text)
    } else if Self.isRemote(value) || value.hasPrefix("docker-image://")
      || value.hasPrefix("target:")
    {
      source = .remote(value)
    } else {
      source = .folder(path: value)
    }
  }

  /// Whether a text names something that daemons get by themselves: a download or a git repository.
  public static func isRemote(_ text: String) -> Bool {
    let beginnings = ["http://", "https://", "git://", "ssh://", "github.com/"]
    if beginnings.contains(where: text.hasPrefix) { return true }
    // As git and scp write it: USER@HOST:PATH.
    guard let at = text.firstIndex(of: "@"), let colon = text.firstIndex(of: ":"), at < colon else {
      return false
    }
    return !text[..<colon].contains("/")
  }

  /// Whether the frontend looks for a name, which it does as for an image's: any other would be given for
  /// nothing.
  private static func isKnown(_ name: String) -> Bool {
    var parts = name.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count > 1, ImageName.isHost(parts[0]) { parts.removeFirst() }
    // Its tag may hold capitals.
    if let colon = parts.last?.firstIndex(of: ":") {
      parts.append(parts.removeLast()[..<colon])
    }
    return parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789._-".utf8.contains($0) }
    }
  }

  /// The frontend looks names of images up in their short form, without the tag `latest`.
  private static func canonical(_ name: String) -> String {
    var rest = Substring(name)
    for prefix in ["docker.io/library/", "docker.io/"] where rest.hasPrefix(prefix) {
      rest = rest.dropFirst(prefix.count)
      break
    }
    return String(rest.hasSuffix(":latest") ? rest.dropLast(":latest".count) : rest)
  }

  private static func layout(
    _ place: String, _ text: String
  ) throws(InvalidSpecification) -> Source {
    let (head, digest) = cut(place, at: "@")
    var path = Substring(head)
    var name: String?
    if let colon = head.lastIndex(of: ":"), !head[colon...].contains("/") {
      path = head[..<colon]
      name = String(head[head.index(after: colon)...])
    }
    guard !path.isEmpty, name != "", digest != "" else {
      throw InvalidSpecification(
        "build-context", text, "write NAME=oci-layout://FOLDER[:TAG][@DIGEST]")
    }
    return .ociLayout(path: String(path), name: name, digest: digest)
  }
}

extension String {
  fileprivate func dropping(prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}
