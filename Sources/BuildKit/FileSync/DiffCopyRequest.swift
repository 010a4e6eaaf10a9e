import FileTree
import SessionServer

/// What the daemon asks for when it opens `DiffCopy`, from the call's metadata.
struct DiffCopyRequest {
  /// The local name of the tree.
  let directory: String
  let filter: WalkFilter

  init(_ metadata: CallMetadata) {
    directory =
      Self.values("dir-name", in: metadata).first.map { String(decoding: $0, as: UTF8.self) } ?? ""
    filter = WalkFilter(
      include: Self.values("include-patterns", in: metadata),
      exclude: Self.values("exclude-patterns", in: metadata),
      followPaths: Self.values("followpaths", in: metadata))
  }

  /// The values of a key. If one has a byte outside ASCII, the daemon sends all of them encoded as
  /// in a URL query and says so in `<key>-encoded`.
  private static func values(_ key: String, in metadata: CallMetadata) -> [[UInt8]] {
    let values = metadata.values(of: key)
    let isEncoded =
      metadata.values(of: key + "-encoded").first.map {
        $0 == [UInt8(ascii: "1")] || $0 == Array("true".utf8)
      } ?? false
    return isEncoded ? values.map(unescaped) : values
  }

  private static func unescaped(_ query: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < query.count {
      if query[index] == UInt8(ascii: "%"), index + 2 < query.count,
        let high = Character(Unicode.Scalar(query[index + 1])).hexDigitValue,
        let low = Character(Unicode.Scalar(query[index + 2])).hexDigitValue
      {
        result.append(UInt8(high * 16 + low))
        index += 3
      } else {
        result.append(query[index] == UInt8(ascii: "+") ? UInt8(ascii: " ") : query[index])
        index += 1
      }
    }
    return result
  }
}
