/// Metadata of a call: keys and values in the order in which they came, keys possibly repeated.
///
/// Keys are lower-case ASCII. The value of a key that ends in `-bin` is any bytes; every other value
/// is printable ASCII (0x20…0x7e).
public struct GRPCMetadata: Sendable {
  /// One key with one value.
  public typealias Element = (key: String, value: [UInt8])

  /// The entries, in order.
  public private(set) var entries: [Element] = []

  /// No metadata.
  public init() {}

  /// Metadata of some entries.
  public init(_ entries: [Element]) { self.entries = entries }

  /// Adds an entry at the end, beside others with the same key.
  public mutating func append(_ key: String, _ value: [UInt8]) { entries.append((key, value)) }

  /// Adds an entry whose value is text.
  public mutating func append(_ key: String, _ value: String) {
    entries.append((key, [UInt8](value.utf8)))
  }

  /// Every value of a key, in order.
  public func values(_ key: String) -> [[UInt8]] {
    entries.lazy.filter { $0.key == key }.map(\.value)
  }

  /// The first value of a key.
  public func first(_ key: String) -> [UInt8]? { entries.first { $0.key == key }?.value }

  /// The first value of a key as text; bytes that are not UTF-8 are repaired.
  public func firstText(_ key: String) -> String? {
    first(key).map { String(decoding: $0, as: UTF8.self) }
  }
}

extension GRPCMetadata: RandomAccessCollection {
  /// The position of the first entry.
  public var startIndex: Int { 0 }
  /// The position after the last entry.
  public var endIndex: Int { entries.count }
  /// The entry at a position.
  public subscript(position: Int) -> Element { entries[position] }
}

extension GRPCMetadata: ExpressibleByArrayLiteral {
  /// Metadata of some entries.
  public init(arrayLiteral elements: Element...) { self.init(elements) }
}

extension GRPCMetadata: ExpressibleByDictionaryLiteral {
  /// Metadata of textual entries, in the order in which they are written; keys may repeat.
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { (key: $0.0, value: [UInt8]($0.1.utf8)) })
  }
}
