import ArgumentParser
import BentoContainer
import FileTree

struct PrintContext: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "context",
    abstract: "List the files that a bento's image is built from.",
    discussion: """
      One line each: permissions, size in bytes, path; folders end with a slash. The bento's own files,
      its models, and the Dockerfile. Nothing is read but names and sizes, and nothing is fetched.
      """)

  @OptionGroup var bento: BentoArgument

  func run() throws {
    let tree = try context(of: bento.load())
    var lines: [UInt8] = []
    try tree.walk { entry in
      Self.append(entry, to: &lines)
      if lines.count >= 1 << 16 {
        try StandardStream.print(lines)
        lines.removeAll(keepingCapacity: true)
      }
    }
    try StandardStream.print(lines)
  }

  private static func append(_ entry: borrowing TreeEntry, to lines: inout [UInt8]) {
    // The thousand keeps zeros in front.
    let permissions = String(entry.stat.mode & 0o777 | 0o1000, radix: 8).dropFirst()
    lines += "0\(permissions) \(entry.stat.isFolder ? 0 : entry.stat.size) ".utf8
    for byte in entry.path {
      // What would end the line or steer the terminal is shown as in C.
      if byte < 0x20 || byte == 0x7f || byte == UInt8(ascii: "\\") {
        lines += "\\x".utf8
        lines += [byte >> 4, byte & 15].map { Self.digits[Int($0)] }
      } else {
        lines.append(byte)
      }
    }
    if entry.stat.isFolder { lines.append(UInt8(ascii: "/")) }
    lines.append(UInt8(ascii: "\n"))
  }

  private static let digits = Array("0123456789abcdef".utf8)
}
