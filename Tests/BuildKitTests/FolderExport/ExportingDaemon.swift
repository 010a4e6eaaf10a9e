import Bytes
import FileTree
import Glibc

@testable import BuildKit

/// A daemon's side of an export, straight into a ``FolderWriter``; the output folder has a sibling
/// that nothing may get into.
final class ExportingDaemon {
  private let base: String
  let folder: String
  let outside: String
  private let descriptor: Int32
  private var writer: FolderWriter

  init(
    deletes: Bool = false, limits: FolderWriter.Limits = .init(), files: [String] = [],
    links: [String: String] = [:]
  ) throws {
    var template = Array("/tmp/bentokit-tests.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemFailure(operation: "test", errno: errno) }
    base = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    folder = base + "/out"
    outside = base + "/outside"
    mkdir(folder, 0o755)
    mkdir(outside, 0o755)
    for file in files { try Self.write("old", to: "\(folder)/\(file)") }
    for (link, target) in links { symlink(target, "\(folder)/\(link)") }
    try Self.write("untouched", to: outside + "/file")
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    writer = try FolderWriter(root: descriptor, deletes: deletes, limits: limits)
  }

  deinit {
    close(descriptor)
    for path in Self.walk(base).reversed() + [""] { remove("\(base)/\(path)") }
  }

  static func write(_ text: String, to path: String) throws {
    var parent = ""
    for name in path.split(separator: "/").dropLast() {
      parent += "/\(name)"
      mkdir(parent, 0o755)
    }
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    defer { close(file) }
    guard Glibc.write(file, text, text.utf8.count) == text.utf8.count else {
      throw SystemFailure(operation: path, errno: errno)
    }
  }

  // MARK: What it sends

  /// One thing that a daemon sends.
  enum Packet {
    case entry(
      String, mode: UInt32 = 0o644, size: Int64 = 0, link: String = "", owner: UInt32 = 0,
      xattrs: [String: String] = [:], time: Int64 = 0)
    case raw([UInt8], mode: UInt32 = 0o644)
    case end
    case content(UInt32, String)
    case finish, error, request

    static func folder(_ path: String, mode: UInt32 = 0o755) -> Packet {
      .entry(path, mode: mode | FileMode.folder)
    }
    static func link(_ path: String, to target: String) -> Packet {
      .entry(path, mode: 0o777 | FileMode.symbolicLink, link: target)
    }
    static func file(_ path: String, size: Int64, mode: UInt32 = 0o644) -> Packet {
      .entry(path, mode: mode, size: size)
    }
  }

  /// Sends packets and has what they hold written.
  func send(_ packets: [Packet]) throws {
    for packet in packets { try writer.take(Self.message(packet)) }
    try writer.flush()
  }

  /// Sends packets; if one is refused, does what is done then.
  func failure(_ packets: [Packet]) -> (any Error)? {
    defer { writer.abandon() }
    do {
      try send(packets)
      return nil
    } catch {
      return error
    }
  }

  private static func message(_ packet: Packet) -> ByteChain {
    var writer = PacketWriter()
    switch packet {
    case .entry(let path, let mode, let size, let link, let owner, let xattrs, let time):
      append(
        &writer, path: Array(path.utf8),
        StatFields(mode: mode, uid: owner, gid: owner, size: size, modTime: time),
        linkname: Array(link.utf8),
        xattrs: xattrs.map { PacketXattr(name: Array($0.utf8), value: Array($1.utf8)) })
    case .raw(let path, let mode): append(&writer, path: path, StatFields(mode: mode))
    case .end: writer.appendEndOfListing()
    case .content(let id, let text): writer.appendData(id: id, ByteSlice(Array(text.utf8)))
    case .finish: writer.appendFinish()
    case .error: writer.appendError("no more")
    case .request: writer.appendRequest(id: 0)
    }
    let framed = writer.take()
    return framed.part(from: 5, count: framed.count - 5)
  }

  private static func append(
    _ writer: inout PacketWriter, path: [UInt8], _ fields: StatFields, linkname: [UInt8] = [],
    xattrs: [PacketXattr] = []
  ) {
    path.withUnsafeBytes { path in
      linkname.withUnsafeBytes {
        writer.appendStat(path: path, fields: fields, linkname: $0, xattrs: xattrs)
      }
    }
  }

  /// What it has been asked for since the last time: `request 2`, `finish`.
  var replies: [String] {
    var rest = writer.takeReplies()
    var replies: [String] = []
    while rest.count >= 5 {
      let count = rest.part(from: 1, count: 4).array.reduce(0) { $0 << 8 | Int($1) }
      if let packet = try? BuildKit.Packet(decoding: rest.part(from: 5, count: count)) {
        replies.append(packet.kind == .request ? "request \(packet.id)" : "\(packet.kind)")
      }
      rest = rest.part(from: 5 + count, count: rest.count - 5 - count)
    }
    return replies
  }

  var isFinished: Bool { writer.isFinished }

  // MARK: What became of it

  /// The paths in the output folder.
  var paths: [String] { Self.walk(folder) }

  /// Whether the folder beside the output folder is as it was.
  var outsideIsUntouched: Bool {
    Self.walk(outside) == ["file"] && Self.text(outside + "/file") == "untouched"
  }

  func text(_ path: String) -> String? { Self.text("\(folder)/\(path)") }

  private static func text(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(file, &buffer, buffer.count)
    return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
  }

  func status(_ path: String) -> stat {
    var status = stat()
    lstat("\(folder)/\(path)", &status)
    return status
  }

  func mode(_ path: String) -> mode_t { status(path).st_mode & 0o7777 }

  /// The target of a symbolic link.
  func target(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("\(folder)/\(path)", &buffer, buffer.count)
    return count < 0
      ? nil : String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private static func walk(_ folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var paths: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name != ".", name != ".." else { continue }
      var status = stat()
      lstat("\(folder)/\(name)", &status)
      paths.append(name)
      if status.st_mode & S_IFMT == S_IFDIR {
        paths += walk("\(folder)/\(name)").map { "\(name)/\($0)" }
      }
    }
    return paths.sorted()
  }
}
