/// A version of three numbers.
struct Version: Comparable, CustomStringConvertible {
  let numbers: [Int]

  init(_ major: Int, _ minor: Int, _ patch: Int) { numbers = [major, minor, patch] }

  /// The version that a text begins with, with or without a `v` before it.
  init?(leading text: String) {
    var rest = text.utf8[...]
    if rest.first == UInt8(ascii: "v") { rest = rest.dropFirst() }
    let parts = String(decoding: rest, as: UTF8.self)
      .prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      .split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.prefix(3).map { Int($0) }
    guard numbers.count == 3, let major = numbers[0], let minor = numbers[1],
      let patch = numbers[2]
    else { return nil }
    self.init(major, minor, patch)
  }

  var description: String { numbers.map(String.init).joined(separator: ".") }

  static func < (left: Version, right: Version) -> Bool {
    left.numbers.lexicographicallyPrecedes(right.numbers)
  }
}
