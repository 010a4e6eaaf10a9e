import CLinux
import Glibc

/// The environment of this process, to be given on.
enum ProcessVariables {
  /// All variables, `NAME=value` each, with some set anew. In bytes: a value need not be text.
  ///
  /// What has no name, or one that begins with a digit, is left out: swift-subprocess refuses it.
  static func current(with changes: [String: String]) -> [[UInt8]] {
    var variables: [[UInt8]] = []
    var next = bentokit_environment()
    while let variable = next?.pointee {
      let bytes = [UInt8](UnsafeRawBufferPointer(start: variable, count: strlen(variable)))
      let name = bytes.prefix { $0 != UInt8(ascii: "=") }
      if name.count < bytes.count, let first = name.first,
        !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
        changes[String(decoding: name, as: UTF8.self)] == nil
      {
        variables.append(bytes)
      }
      next = next?.successor()
    }
    return variables + changes.sorted { $0.key < $1.key }.map { Array("\($0)=\($1)".utf8) }
  }
}
