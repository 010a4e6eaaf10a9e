import Bytes
import CBuildKitProtos
import Digests

/// A build graph in LLB, marshalled: BuildKit's `pb.Definition` as bytes, for instance what
/// ``LLBState/definition(platform:localID:)`` or a program with BuildKit's Go package made. Passed on as
/// it is.
public struct Definition: Hashable, Sendable {
  /// The protobuf message.
  public var bytes: [UInt8]

  /// Wraps a marshalled `pb.Definition`.
  public init(bytes: [UInt8]) { self.bytes = bytes }
}

extension Definition {
  /// The same graph with every operation run anew, whatever the caches hold.
  ///
  /// - Throws: ``InvalidDefinition``.
  func ignoringCache() throws(InvalidDefinition) -> Definition {
    var parts = try DefinitionParts(self)
    for operation in parts.operations {
      guard let digest = try? SHA256.digest(of: operation) else {
        throw InvalidDefinition("can't be digested: OpenSSL has no SHA-256")
      }
      // The last value of a field counts: `ignore_cache = true` at the end overrides any before.
      parts.metadata[digest, default: []] += [0x08, 0x01]
    }
    return Definition(bytes: parts.encoded().array)
  }

  /// Checks that this is a graph of at least one operation.
  ///
  /// - Throws: ``InvalidDefinition``.
  public func validate() throws(InvalidDefinition) {
    guard try !DefinitionParts(self).operations.isEmpty else {
      throw InvalidDefinition("is empty")
    }
  }
}

/// Bytes that aren't a build graph.
public struct InvalidDefinition: Error, Hashable, Sendable, CustomStringConvertible {
  private let reason: String

  init(_ reason: String) { self.reason = reason }

  /// One line.
  public var description: String { "the LLB definition \(reason)" }
}

/// A graph in its parts. What is unknown here stays as it is.
struct DefinitionParts: Hashable, Sendable {
  /// Operations, marshalled.
  var operations: [[UInt8]] = []
  /// By the operation's digest: `OpMetadata`, marshalled.
  var metadata: [String: [UInt8]] = [:]
  /// Where operations come from, marshalled.
  var source: [UInt8] = []

  init() {}

  init(_ definition: Definition) throws(InvalidDefinition) {
    do {
      self = try DefinitionParts(decoding: ByteChain(definition.bytes))
    } catch {
      throw InvalidDefinition("is not what BuildKit calls one: it does not parse as protobuf")
    }
  }
}

extension DefinitionParts: WireEncodable, WireDecodable {
  static var blank: Blank<Pb__Definition> { pb__definition__init }
  static var unpack: Unpack<Pb__Definition> { pb__definition__unpack }

  func write(to wire: inout Pb__Definition, in arena: PackingArena) {
    (wire.n_def, wire.def) = arena.list(operations)
    (wire.n_metadata, wire.metadata) = arena.map(metadata)
    wire.source = arena.bytes(source)
  }

  init(_ wire: Pb__Definition) {
    operations = UnsafeBufferPointer(start: wire.def, count: wire.n_def).map(\.array)
    metadata = byteMap(wire.n_metadata, wire.metadata)
    source = wire.source.array
  }
}
