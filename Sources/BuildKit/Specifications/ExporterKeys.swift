/// The attributes that BuildKit's exporters know. They leave out what they don't know without a word,
/// so that a `dest` with a letter missing would send an archive to standard output.
enum ExporterKeys {
  /// Of `image`, `oci` and `docker`.
  /// https://github.com/moby/buildkit/blob/master/exporter/containerimage/exptypes/keys.go
  private static let imageSwitches = [
    "attestation-inline", "force-compression", "name-canonical", "oci-mediatypes",
    "prefer-nondist-layers", "push", "push-by-digest", "registry.insecure", "rewrite-timestamp",
    "store", "unpack",
  ]
  private static let imageTexts = [
    "compression", "compression-level", "dangling-name-prefix", "name", "source-date-epoch",
  ]
  /// Of `local` and `tar`. `multi-platform` and `prefer-nondist-layers` are those of daemons before 0.12.
  private static let fileSwitches = [
    "platform-split", "rewrite-timestamp", "multi-platform", "prefer-nondist-layers",
  ]
  private static let fileTexts = ["attestation-prefix", "source-date-epoch"]
  /// Of daemons before 0.13.
  private static let olderSwitches = ["buildinfo", "buildinfo-attrs"]

  /// Looks at the attributes of an output. Those of exporters that make nothing here are the daemon's
  /// own affair, but for truth values.
  ///
  /// - Throws: ``InvalidSpecification``.
  static func check(
    _ attributes: [String: String], of type: OutputSpecification.ExporterType, _ text: String
  ) throws(InvalidSpecification) {
    let known = keys(of: type)
    for key in attributes.keys.sorted() {
      guard known.isEmpty || known.contains(key) || key.hasPrefix("annotation") else {
        let guess = (known + ["dest", "type"]).filter { $0.isAlmost(key) }.min()
        throw InvalidSpecification(
          "output", text,
          "\(type.rawValue) has no \(key); "
            + (guess.map { "did you mean \($0)?" } ?? "it has \(known.joined(separator: ", "))"))
      }
    }
    for key in switches(of: type) {
      // As for the daemon, a switch without a value is on.
      guard let value = attributes[key], !value.isEmpty, Boolean.value(value) == nil else {
        continue
      }
      throw InvalidSpecification("output", text, "\(key) is true or false, not \"\(value)\"")
    }
    // Daemons take it and pay no heed to it: an epoch alone sets the times of files.
    // https://github.com/moby/buildkit/blob/master/exporter/local/fs.go
    if [.tar, .local].contains(type),
      attributes["rewrite-timestamp"].flatMap(Boolean.value) == false
    {
      throw InvalidSpecification(
        "output", text,
        "\(type.rawValue) always sets the times of files to SOURCE_DATE_EPOCH, if there is one; leave out "
          + "rewrite-timestamp, and SOURCE_DATE_EPOCH to keep the times")
    }
  }

  private static func keys(of type: OutputSpecification.ExporterType) -> [String] {
    switch type {
    case .oci, .docker: ["dest", "tar"] + imageTexts + imageSwitches + olderSwitches
    case .tar: ["dest"] + fileTexts + fileSwitches
    case .local: ["dest", "mode"] + fileTexts + fileSwitches
    default: []
    }
  }

  private static func switches(of type: OutputSpecification.ExporterType) -> [String] {
    switch type {
    case .image, .moby, .oci, .docker: imageSwitches
    case .tar, .local: fileSwitches
    default: []
    }
  }
}

extension String {
  /// Whether one letter, or two that are next to each other, make the difference.
  fileprivate func isAlmost(_ other: String) -> Bool {
    let (one, two) = (Array(utf8), Array(other.utf8))
    let same = zip(one, two).prefix { $0 == $1 }.count
    let (left, right) = (one.dropFirst(same), two.dropFirst(same))
    if left.count == right.count + 1 { return left.dropFirst() == right }
    if right.count == left.count + 1 { return right.dropFirst() == left }
    guard left.count == right.count, let first = left.first, let last = right.first else {
      return false
    }
    return left.dropFirst() == right.dropFirst()
      || left.dropFirst(2) == right.dropFirst(2) && left.dropFirst().first == last
        && right.dropFirst().first == first
  }
}
