import Bytes
import CBuildKitProtos

/// A value that can fill in the C struct protoc-c made for it.
protocol WireWritable {
  associatedtype Wire
  /// The generated initialiser of `Wire`.
  static var blank: Blank<Wire> { get }
  /// Fills in a blank struct. What it points to belongs to `arena`.
  func write(to wire: inout Wire, in arena: PackingArena)
}

typealias Blank<Wire> = (UnsafeMutablePointer<Wire>?) -> Void

/// A message that protobuf-c packs.
protocol WireEncodable: WireWritable, EncodableMessage {}

extension WireEncodable {
  package func encoded() -> ByteChain {
    let arena = PackingArena()
    return withExtendedLifetime(arena) {
      // Every generated struct begins with its ProtobufCMessage.
      let message = UnsafeRawPointer(arena.message(self))
        .assumingMemoryBound(to: ProtobufCMessage.self)
      let block = ByteBlock(capacity: protobuf_c_message_get_packed_size(message))
      let count = protobuf_c_message_pack(
        message, block.base.assumingMemoryBound(to: UInt8.self))
      return ByteChain(ByteSlice(block, count: count))
    }
  }
}

/// Owns all that a C message points to, until it has been packed.
final class PackingArena {
  private var allocations: [UnsafeMutableRawPointer] = []

  deinit {
    for allocation in allocations { allocation.deallocate() }
  }

  private func allocate<T>(_: T.Type, count: Int) -> UnsafeMutablePointer<T> {
    let pointer = UnsafeMutablePointer<T>.allocate(capacity: count)
    allocations.append(UnsafeMutableRawPointer(pointer))
    return pointer
  }

  func message<M: WireWritable>(_ value: M) -> UnsafeMutablePointer<M.Wire> {
    let wire = allocate(M.Wire.self, count: 1)
    M.blank(wire)
    value.write(to: &wire.pointee, in: self)
    return wire
  }

  func messages<M: WireWritable>(
    _ values: [M]
  ) -> (Int, UnsafeMutablePointer<UnsafeMutablePointer<M.Wire>?>?) {
    guard !values.isEmpty else { return (0, nil) }
    let list = allocate(UnsafeMutablePointer<M.Wire>?.self, count: values.count)
    for (index, value) in values.enumerated() {
      (list + index).initialize(to: message(value))
    }
    return (values.count, list)
  }

  func bytes(_ bytes: some Collection<UInt8>) -> ProtobufCBinaryData {
    guard !bytes.isEmpty else { return ProtobufCBinaryData() }
    let copy = allocate(UInt8.self, count: bytes.count)
    _ = UnsafeMutableBufferPointer(start: copy, count: bytes.count).initialize(from: bytes)
    return ProtobufCBinaryData(len: bytes.count, data: copy)
  }

  func text(_ text: String) -> ProtobufCBinaryData { bytes(text.utf8) }

  func texts(_ texts: [String]) -> (Int, UnsafeMutablePointer<ProtobufCBinaryData>?) {
    list(texts.map { Array($0.utf8) })
  }

  func list(_ items: [[UInt8]]) -> (Int, UnsafeMutablePointer<ProtobufCBinaryData>?) {
    guard !items.isEmpty else { return (0, nil) }
    let list = allocate(ProtobufCBinaryData.self, count: items.count)
    for (index, item) in items.enumerated() {
      (list + index).initialize(to: bytes(item))
    }
    return (items.count, list)
  }

  /// A map from text to text; sorted, so that equal values give equal bytes.
  func map(_ map: [String: String]) -> (Int, UnsafeMutablePointer<UnsafeMutablePointer<WirePair>?>?)
  {
    messages(map.sorted { $0.key < $1.key }.map { Pair(key: $0.key, value: Array($0.value.utf8)) })
  }

  /// A map from text to bytes; sorted likewise.
  func map(
    _ map: [String: [UInt8]]
  ) -> (Int, UnsafeMutablePointer<UnsafeMutablePointer<WirePair>?>?) {
    messages(map.sorted { $0.key < $1.key }.map { Pair(key: $0.key, value: $0.value) })
  }
}

typealias WirePair = Bentokit__Pair

/// One entry of a map.
private struct Pair: WireWritable {
  let key: String
  let value: [UInt8]

  static var blank: Blank<WirePair> { bentokit__pair__init }

  func write(to wire: inout WirePair, in arena: PackingArena) {
    wire.key = arena.text(key)
    wire.value = arena.bytes(value)
  }
}
