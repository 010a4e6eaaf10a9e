import CZLib
import CLZMA
import Glibc

@testable import Archive

/// A folder of its own for a test, gone with it.
final class ArchiveFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/archive-tests-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Failure() }
    path = String(cString: made)
  }

  deinit {
    unlink("\(path)/archive")
    rmdir(path)
  }

  struct Failure: Error {}

  /// The names that are left in the folder, beside the archive.
  var leftovers: [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if ![".", "..", "archive"].contains(name) { names.append(name) }
    }
    return names
  }

  /// Opens bytes as an archive; what is compressed is unpacked in this folder.
  func open(_ bytes: [UInt8]) throws -> Archive {
    guard let file = fopen("\(path)/archive", "w") else { throw Failure() }
    let written = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
    guard fclose(file) == 0, written == bytes.count else { throw Failure() }
    return try Archive(opening: "\(path)/archive", temporaryFolder: path)
  }
}

/// A tar archive in the making.
struct TarMaker {
  private(set) var bytes: [UInt8] = []

  mutating func file(_ path: String, _ content: String, mode: Int = 0o644, time: Int = 1) {
    add(path, flag: "0", content: Array(content.utf8), mode: mode, time: time)
  }

  mutating func folder(_ path: String, mode: Int = 0o755) {
    add(path, flag: "5", mode: mode)
  }

  mutating func link(_ path: String, to target: String, isHard: Bool = false) {
    add(path, flag: isHard ? "1" : "2", target: target)
  }

  /// One header, and what belongs to it.
  mutating func add(
    _ path: String, flag: Character, content: [UInt8] = [], target: String = "", mode: Int = 0o644,
    time: Int = 1, size: String? = nil
  ) {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: some Sequence<UInt8>, at start: Int) {
      for (index, byte) in text.enumerated() { header[start + index] = byte }
    }
    func octal(_ value: Int, _ width: Int) -> [UInt8] {
      let digits = String(value, radix: 8)
      return Array((String(repeating: "0", count: width - digits.count) + digits).utf8)
    }
    put(path.utf8.prefix(100), at: 0)
    put(octal(mode, 7), at: 100)
    put(size.map { Array($0.utf8) } ?? octal(content.count, 11), at: 124)
    put(octal(time, 11), at: 136)
    header[156] = flag.asciiValue ?? 0
    put(target.utf8.prefix(100), at: 157)
    put("ustar\u{0}00".utf8, at: 257)
    put("        ".utf8, at: 148)
    put(octal(header.reduce(0) { $0 + Int($1) }, 6) + [0], at: 148)
    bytes += header + content
    bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  /// The records of a POSIX extended header.
  mutating func records(_ records: [(String, String)], flag: Character = "x") {
    var text: [UInt8] = []
    for (name, value) in records {
      let rest = " \(name)=\(value)\n".utf8.count
      var length = rest + 1
      while String(length).utf8.count + rest != length { length += 1 }
      text += Array("\(length) \(name)=\(value)\n".utf8)
    }
    add("records", flag: flag, content: text)
  }

  /// The whole archive, with its end.
  var ended: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }
}

/// Packs bytes.
enum Pack {
  /// Bytes in gzip's format.
  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = bytes
    return input.withUnsafeMutableBufferPointer { input in
      let capacity = Int(deflateBound(&stream, UInt(input.count)))
      return [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(capacity)
        deflate(&stream, Z_FINISH)
        count = capacity - Int(stream.avail_out)
      }
    }
  }

  /// Bytes in xz's format.
  static func xz(_ bytes: [UInt8]) -> [UInt8] {
    let capacity = lzma_stream_buffer_bound(bytes.count)
    return [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
      lzma_easy_buffer_encode(
        6, LZMA_CHECK_CRC64, nil, bytes, bytes.count, output.baseAddress, &count, capacity)
    }
  }
}

/// The kind of error that opening gives; nil if it gives none.
func kind(of body: () throws -> Void) -> ArchiveError.Kind? {
  do {
    try body()
    return nil
  } catch {
    return (error as? ArchiveError)?.kind
  }
}
