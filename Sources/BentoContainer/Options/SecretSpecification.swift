import BuildKit
import Bento
import Glibc

/// A secret for `RUN --mount=type=secret`, as users write it: `id=NAME,src=FILE` or
/// `id=NAME,env=VARIABLE`.
public struct SecretSpecification: Hashable, Sendable {
  /// Where the value is.
  public enum Source: Hashable, Sendable {
    /// In a file.
    case file(path: String)
    /// In a variable of the environment.
    case environment(variable: String)
    /// Here.
    case value([UInt8])
  }

  /// BuildKit gives secrets of at most this many bytes to a build.
  public static let longest = 500 * 1024

  /// The id that the instruction names.
  public var id: String
  /// Where the value is.
  public var source: Source

  /// A secret by its parts.
  public init(id: String, source: Source) {
    self.id = id
    self.source = source
  }

  /// Reads what users write. Without `src` and `env`, the id names a variable of the environment if
  /// there is one, else a file.
  ///
  /// - Throws: ``ContainerError`` of kind `invalidOption`.
  public init(_ text: String) throws(ContainerError) {
    let list = try KeyValueList(text, what: "secret")
    let known = ["id", "type", "src", "source", "env"]
    if let other = list.fields.first(where: { !known.contains($0.key) }) {
      throw ContainerError(
        .invalidOption, "secret \"\(text)\": unknown key \"\(other.key)\"; use id, src, env")
    }
    let type = list["type"]
    guard let id = list["id"] ?? list["src"] ?? list["source"], !id.isEmpty,
      type == nil || type == "file" || type == "env"
    else {
      throw ContainerError(
        .invalidOption, "secret \"\(text)\": write id=NAME,src=FILE or id=NAME,env=VARIABLE")
    }
    self.id = id
    if let variable = list["env"] ?? (type == "env" ? list["src"] ?? id : nil) {
      source = .environment(variable: variable)
    } else if let path = list["src"] ?? list["source"] {
      source = .file(path: path)
    } else if type == nil, processEnvironment(id) != nil {
      source = .environment(variable: id)
    } else {
      source = .file(path: id)
    }
  }

  /// The value.
  ///
  /// - Throws: ``ContainerError`` of kind `unreadableSecret`.
  func value() throws(ContainerError) -> [UInt8] {
    let value: [UInt8]
    switch source {
    case .value(let bytes): value = bytes
    case .environment(let variable):
      guard let text = processEnvironment(variable) else {
        throw unreadable("the environment variable \(variable) is not set")
      }
      value = Array(text.utf8)
    case .file(let path): value = try contents(of: path)
    }
    guard value.count <= Self.longest else {
      throw unreadable("it is longer than BuildKit's \(Self.longest) bytes")
    }
    return value
  }

  private func unreadable(_ reason: String) -> ContainerError {
    ContainerError(.unreadableSecret, "secret \(id): \(reason)")
  }

  private func contents(of path: String) throws(ContainerError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable("\(path): \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    var contents = [UInt8](repeating: 0, count: Self.longest + 1)
    var filled = 0
    while filled < contents.count {
      let count = contents[filled...].withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw unreadable("\(path): \(String(cString: strerror(errno)))") }
      if count == 0 { break }
      filled += count
    }
    return Array(contents[..<filled])
  }
}
