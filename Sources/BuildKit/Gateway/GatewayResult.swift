import CBuildKitProtos

/// What a solve of the gateway gives: results that can be looked into, used further, and returned as the
/// result of the whole build.
public struct GatewayResult: Sendable {
  /// Names one result on the daemon, as long as its build runs.
  public struct Reference: Hashable, Sendable {
    let id: String
    /// The graph that it is the result of, for use in others; nil if the daemon doesn't tell.
    public let definition: Definition?

    init(id: String, definition: Definition? = nil) {
      self.id = id
      self.definition = definition
    }
  }

  /// The result; nil if there is none but metadata, if it is empty, or if there are several.
  public var reference: Reference?
  /// Several results, by platform or another key of the frontend's; a nil one is empty.
  public var references: [String: Reference?] = [:]
  /// What the frontend says of them, such as `containerimage.config`.
  public var metadata: [String: [UInt8]] = [:]
  /// Entries of a map from keys to attestations, marshalled.
  var attestations: [[UInt8]] = []

  /// A result to return.
  public init(reference: Reference? = nil, metadata: [String: [UInt8]] = [:]) {
    self.reference = reference
    self.metadata = metadata
  }

  /// All references that aren't empty.
  public var allReferences: [Reference] {
    (reference.map { [$0] } ?? []) + references.sorted { $0.key < $1.key }.compactMap(\.value)
  }
}

extension GatewayResult: WireReadable, WireWritable {
  static var blank: Blank<Moby__Buildkit__V1__Frontend__Result> {
    moby__buildkit__v1__frontend__result__init
  }

  init(_ wire: Moby__Buildkit__V1__Frontend__Result) {
    switch wire.result_case {
    case MOBY__BUILDKIT__V1__FRONTEND__RESULT__RESULT_REF:
      reference = Reference.read(wire.ref)
    case MOBY__BUILDKIT__V1__FRONTEND__RESULT__RESULT_REFS:
      guard let refs = wire.refs else { break }
      for case let entry? in UnsafeBufferPointer(
        start: refs.pointee.refs, count: refs.pointee.n_refs)
      {
        references[entry.pointee.key.text] = .some(Reference.read(entry.pointee.value))
      }
    case MOBY__BUILDKIT__V1__FRONTEND__RESULT__RESULT_REF_DEPRECATED:
      let id = wire.ref_deprecated.text
      reference = id.isEmpty ? nil : Reference(id: id)
    case MOBY__BUILDKIT__V1__FRONTEND__RESULT__RESULT_REFS_DEPRECATED:
      guard let refs = wire.refs_deprecated else { break }
      for (key, id) in map(refs.pointee.n_refs, refs.pointee.refs) {
        references[key] = .some(id.isEmpty ? nil : Reference(id: id))
      }
    default: break
    }
    metadata = byteMap(wire.n_metadata, wire.metadata)
    attestations = UnsafeBufferPointer(start: wire.attestations, count: wire.n_attestations)
      .map(\.array)
  }

  func write(to wire: inout Moby__Buildkit__V1__Frontend__Result, in arena: PackingArena) {
    if references.isEmpty {
      wire.result_case = MOBY__BUILDKIT__V1__FRONTEND__RESULT__RESULT_REF
      wire.ref = arena.message(WrittenReference(reference: reference))
    } else {
      wire.result_case = MOBY__BUILDKIT__V1__FRONTEND__RESULT__RESULT_REFS
      wire.refs = arena.message(WrittenReferences(references: references))
    }
    (wire.n_metadata, wire.metadata) = arena.map(metadata)
    (wire.n_attestations, wire.attestations) = arena.list(attestations)
  }
}

extension GatewayResult.Reference {
  /// Nil for an empty result, which has no id.
  fileprivate static func read(
    _ wire: UnsafeMutablePointer<Moby__Buildkit__V1__Frontend__Ref>?
  ) -> GatewayResult.Reference? {
    guard let wire, wire.pointee.id.len > 0 else { return nil }
    let definition = wire.pointee.def.len == 0 ? nil : Definition(bytes: wire.pointee.def.array)
    return GatewayResult.Reference(id: wire.pointee.id.text, definition: definition)
  }
}

private struct WrittenReference: WireWritable {
  let reference: GatewayResult.Reference?

  static var blank: Blank<Moby__Buildkit__V1__Frontend__Ref> {
    moby__buildkit__v1__frontend__ref__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Frontend__Ref, in arena: PackingArena) {
    wire.id = arena.text(reference?.id ?? "")
    wire.def = arena.bytes(reference?.definition?.bytes ?? [])
  }
}

private struct WrittenReferences: WireWritable {
  let references: [String: GatewayResult.Reference?]

  static var blank: Blank<Moby__Buildkit__V1__Frontend__RefMap> {
    moby__buildkit__v1__frontend__ref_map__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Frontend__RefMap, in arena: PackingArena) {
    (wire.n_refs, wire.refs) = arena.messages(
      references.sorted { $0.key < $1.key }.map { NamedReference(key: $0.key, reference: $0.value) }
    )
  }
}

private struct NamedReference: WireWritable {
  let key: String
  let reference: GatewayResult.Reference?

  static var blank: Blank<Moby__Buildkit__V1__Frontend__NamedRef> {
    moby__buildkit__v1__frontend__named_ref__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Frontend__NamedRef, in arena: PackingArena) {
    wire.key = arena.text(key)
    wire.value = arena.message(WrittenReference(reference: reference))
  }
}
