import Glibc

/// The processes that a process has started, and those that they have.
enum ProcessDescendants {
  /// One of them, by its number and when it began: another process that gets the number later began
  /// later.
  struct Member: Hashable, Sendable {
    let identifier: pid_t
    /// The program's name; of a long one, its beginning.
    let name: String
    fileprivate let start: UInt64

    /// Sends it a signal if it is still there.
    func signal(_ number: Int32) {
      if let now = Line(identifier), now.start == start { Glibc.kill(identifier, number) }
    }
  }

  /// All that a process has at this moment.
  static func of(_ ancestor: pid_t) -> [Member] {
    var children: [pid_t: [Member]] = [:]
    for identifier in identifiers() {
      guard let line = Line(identifier) else { continue }
      children[line.parent, default: []].append(
        Member(identifier: identifier, name: line.name, start: line.start))
    }
    var found: [Member] = []
    var open = [ancestor]
    while let parent = open.popLast() {
      let members = children.removeValue(forKey: parent) ?? []
      found += members
      open += members.map(\.identifier)
    }
    return found
  }

  /// Whether a process only waits for somebody to ask for its status.
  static func hasEnded(_ identifier: pid_t) -> Bool { Line(identifier)?.isEnded ?? true }

  private static func identifiers() -> [pid_t] {
    guard let stream = opendir("/proc") else { return [] }
    defer { closedir(stream) }
    var found: [pid_t] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let identifier = pid_t(name) { found.append(identifier) }
    }
    return found
  }

  /// What `/proc/PID/stat` says: the name is the second field, the state the third, the parent the
  /// fourth, the start the twenty-second.
  private struct Line {
    let name: String
    let isEnded: Bool
    let parent: pid_t
    let start: UInt64

    init?(_ identifier: pid_t) {
      let descriptor = open("/proc/\(identifier)/stat", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return nil }
      defer { close(descriptor) }
      var bytes = [UInt8](repeating: 0, count: 1024)
      let count = read(descriptor, &bytes, bytes.count)
      // The second field is the program's name in parentheses, in which anything may be.
      guard count > 0, let start = bytes[..<count].firstIndex(of: UInt8(ascii: "(")),
        let end = bytes[..<count].lastIndex(of: UInt8(ascii: ")")), start < end
      else { return nil }
      name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
      let fields = bytes[(end + 1)..<count].split(separator: UInt8(ascii: " "))
      guard fields.count > 19, let parent = pid_t(String(decoding: fields[1], as: UTF8.self)),
        let began = UInt64(String(decoding: fields[19], as: UTF8.self))
      else { return nil }
      isEnded = fields[0].elementsEqual("Z".utf8)
      (self.parent, self.start) = (parent, began)
    }
  }
}
