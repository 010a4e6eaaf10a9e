import Bytes
import Digests
import Glibc
import SessionServer

@testable import BuildKit

/// A content store in a folder of a test's own.
final class StoreFolder {
  let path: String
  let store: ContentFolder

  init(isWritable: Bool = true) throws {
    var template = Array("/tmp/bentokit-tests.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemFailure(operation: "test", errno: errno) }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    store = isWritable ? try ContentFolder(writing: path) : try ContentFolder(reading: path)
  }

  deinit {
    if let slash = path.lastIndex(of: "/") {
      let parent = open(String(path[..<slash]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      try? FolderRemoval.remove(Array(path[path.index(after: slash)...].utf8), in: parent)
      close(parent)
    }
  }

  static func digest(_ text: String) throws -> ContentDigest {
    guard let digest = ContentDigest(try SHA256.digest(of: Array(text.utf8))) else {
      throw SystemFailure(operation: "test", errno: EINVAL)
    }
    return digest
  }

  /// One step of a writing.
  static func step(
    _ action: WriteAction, ref: String = "", total: Int64 = 0, expected: String = "",
    offset: Int64 = 0, _ data: String = ""
  ) -> ByteChain {
    let block = ByteBlock(capacity: 1024 + data.utf8.count)
    var writer = WireWriter(at: block.base)
    writer.field(1, varint: action.rawValue)
    for (number, text) in [(UInt8(2), ref), (4, expected), (6, data)] where !text.isEmpty {
      Array(text.utf8).withUnsafeBytes { writer.field(number, bytes: $0) }
    }
    writer.field(3, varint: UInt64(bitPattern: total))
    writer.field(5, varint: UInt64(bitPattern: offset))
    return ByteChain(ByteSlice(block, count: writer.position - block.base))
  }

  /// Writes a whole blob.
  @discardableResult
  func put(_ text: String) throws -> ContentDigest {
    let writing = ContentWriting(store)
    _ = try writing.step(Self.step(.write, ref: text, text))
    _ = try writing.step(Self.step(.commit, offset: Int64(text.utf8.count)))
    return try Self.digest(text)
  }

  func text(_ digest: ContentDigest) throws -> String {
    let blob = try store.open(digest)
    return String(decoding: try blob.read(Int(blob.size), at: 0).array, as: UTF8.self)
  }

  /// The names in a folder of the store.
  func names(_ folder: String = ".") -> [String] {
    let opened = open("\(path)/\(folder)", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { return [] }
    defer { close(opened) }
    return ((try? FolderRemoval.names(in: opened)) ?? []).map(\.shown)
  }
}

/// The code of gRPC with which a store refuses.
func refusal(_ body: () throws -> Void) -> Int? {
  do {
    try body()
    return nil
  } catch let failure as ContentFailure {
    return failure.status.code
  } catch {
    return -1
  }
}
