import Bytes
import CBuildKitProtos
import Glibc

/// A value that can be read from the C struct protoc-c made for it.
protocol WireReadable {
  associatedtype Wire
  init(_ wire: Wire)
}

/// A message that protobuf-c unpacks.
protocol WireDecodable: WireReadable, DecodableMessage {
  /// The generated unpacking function of `Wire`.
  static var unpack: Unpack<Wire> { get }
}

typealias Unpack<Wire> = (
  UnsafeMutablePointer<ProtobufCAllocator>?, Int, UnsafePointer<UInt8>?
) -> UnsafeMutablePointer<Wire>?

extension WireDecodable {
  package init(decoding bytes: ByteChain) throws(MalformedMessage) {
    let value = bytes.contiguous.withUnsafeBytes { bytes -> Self? in
      var budget = UnpackingBudget(messageBytes: bytes.count)
      return withUnsafeMutablePointer(to: &budget) { budget in
        var allocator = UnpackingBudget.allocator(for: budget)
        guard
          let wire = Self.unpack(
            &allocator, bytes.count, bytes.assumingMemoryBound(to: UInt8.self).baseAddress)
        else { return nil }
        defer {
          // Every generated struct begins with its ProtobufCMessage.
          protobuf_c_message_free_unpacked(
            UnsafeMutableRawPointer(wire).assumingMemoryBound(to: ProtobufCMessage.self),
            &allocator)
        }
        return Self(wire.pointee)
      }
    }
    guard let value else { throw MalformedMessage("\(Self.self)") }
    self = value
  }
}

/// Bounds the memory that one message may claim while it is unpacked: an empty element takes two
/// bytes on the wire and a hundred in memory, so the wire's limit alone is none.
private struct UnpackingBudget {
  var remaining: Int

  init(messageBytes: Int) {
    remaining = (1 << 20) + 8 * messageBytes
  }

  static func allocator(for budget: UnsafeMutablePointer<UnpackingBudget>) -> ProtobufCAllocator {
    ProtobufCAllocator(
      alloc: { budget, size in
        guard let budget = budget?.assumingMemoryBound(to: UnpackingBudget.self),
          size <= budget.pointee.remaining
        else { return nil }
        budget.pointee.remaining -= size
        return malloc(size)
      },
      free: { _, pointer in Glibc.free(pointer) },
      allocator_data: UnsafeMutableRawPointer(budget))
  }
}

extension ProtobufCBinaryData {
  var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: data, count: len) }
  /// As text for people and comparison: what isn't UTF-8 is repaired.
  var text: String { String(decoding: buffer, as: UTF8.self) }
  var array: [UInt8] { Array(buffer) }
}

func texts(_ count: Int, _ list: UnsafeMutablePointer<ProtobufCBinaryData>?) -> [String] {
  UnsafeBufferPointer(start: list, count: count).map(\.text)
}

func value<M: WireReadable>(_ wire: UnsafeMutablePointer<M.Wire>?) -> M? {
  wire.map { M($0.pointee) }
}

func values<M: WireReadable>(
  _ count: Int, _ list: UnsafeMutablePointer<UnsafeMutablePointer<M.Wire>?>?
) -> [M] {
  UnsafeBufferPointer(start: list, count: count).compactMap { value($0) }
}

/// A map to text. Of two entries with one key the later holds.
func map(
  _ count: Int, _ list: UnsafeMutablePointer<UnsafeMutablePointer<WirePair>?>?
) -> [String: String] {
  var map: [String: String] = [:]
  for case let entry? in UnsafeBufferPointer(start: list, count: count) {
    map[entry.pointee.key.text] = entry.pointee.value.text
  }
  return map
}

/// A map to bytes. Of two entries with one key the later holds.
func byteMap(
  _ count: Int, _ list: UnsafeMutablePointer<UnsafeMutablePointer<WirePair>?>?
) -> [String: [UInt8]] {
  var map: [String: [UInt8]] = [:]
  for case let entry? in UnsafeBufferPointer(start: list, count: count) {
    map[entry.pointee.key.text] = entry.pointee.value.array
  }
  return map
}
