/// What an image's files are, told so that the images of two builders can be compared.
enum ImageFiles {
  /// What an engine puts into every container.
  private static let ofEngine = [
    ".dockerenv", "dev", "etc/hostname", "etc/hosts", "etc/mtab", "etc/resolv.conf", "proc", "run",
    "sys",
  ]
  /// The folder that some of it is in.
  private static let parent = "etc"
  /// What tells when it was written.
  private static let passwords = "etc/shadow"

  /// Kind, permissions, link and content of everything in a tar, by path. Of several names of one
  /// file each has the file's content.
  static func facts(_ tar: Tar) throws -> [String: String] {
    var facts: [String: String] = [:]
    for (path, entry) in tar.entries {
      let name = String(decoding: path, as: UTF8.self)
      let isOfEngine = ofEngine.contains { name == $0 || name.hasPrefix($0 + "/") }
      if isOfEngine || name == parent { continue }
      var file = (path, entry)
      while file.1.kind == .hardLink, let target = tar.entries[file.1.linkName] {
        file = (file.1.linkName, target)
      }
      var fact = "\(file.1.kind) \(String(entry.mode, radix: 8))"
      if file.1.kind == .symbolicLink { fact += " to \(file.1.linkName)" }
      if file.1.kind == .file {
        var contents = try tar.contents(file.0)
        if name == passwords { contents = undated(contents) }
        fact += " \(file.1.size) \(hash(contents))"
      }
      facts["\(name) \(Array(path).count)"] = fact
    }
    return facts
  }

  /// A shadow(5) without the days on which passwords were changed, the third field of its lines: two
  /// builds may be of two days.
  private static func undated(_ shadow: [UInt8]) -> [UInt8] {
    let lines = shadow.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return Array(
      lines.map { line in
        var fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        if fields.count > 2 { fields.remove(at: 2) }
        return fields.joined(separator: [UInt8(ascii: ":")])
      }.joined(separator: [UInt8(ascii: "\n")]))
  }

  private static func hash(_ bytes: [UInt8]) -> Int {
    var hasher = Hasher()
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }

  /// The same, but for what is never the same when packages are installed from an index: caches and
  /// logs; compiled Python and the lists of what was installed tell times, so only their names count.
  static func lastingDifferences(
    _ left: [String: String], _ right: [String: String]
  ) -> [String] {
    var (left, right) = (left, right)
    for key in Set(left.keys).union(right.keys) {
      let isPassing = ["root/.cache/", "var/cache/", "var/log/"].contains { key.hasPrefix($0) }
      let tellsTimes = key.contains(".pyc ") || key.contains(".dist-info/")
      if isPassing || tellsTimes && left[key] != nil && right[key] != nil {
        (left[key], right[key]) = (nil, nil)
      }
    }
    return differences(left, right)
  }

  /// The files that two images don't have in common, each told in a line.
  static func differences(_ left: [String: String], _ right: [String: String]) -> [String] {
    Set(left.keys).union(right.keys).sorted().filter { left[$0] != right[$0] }
      .map { "\($0): \(left[$0] ?? "none"), \(right[$0] ?? "none")" }
  }
}
