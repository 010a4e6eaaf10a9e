import CBuildKitProtos

/// One place where a build's result goes.
public struct ExporterRequest: Hashable, Sendable {
  /// `image`, `oci`, `docker`, `local`, `tar`; on an Engine also `moby`.
  public var type: String
  /// The exporter's options, such as `name`, `push`, `compression`.
  public var attributes: [String: String]

  /// An exporter by type and options.
  public init(type: String, attributes: [String: String] = [:]) {
    self.type = type
    self.attributes = attributes
  }
}

extension ExporterRequest: WireWritable, WireReadable {
  static var blank: Blank<Moby__Buildkit__V1__Exporter> {
    moby__buildkit__v1__exporter__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Exporter, in arena: PackingArena) {
    wire.type = arena.text(type)
    (wire.n_attrs, wire.attrs) = arena.map(attributes)
  }

  init(_ wire: Moby__Buildkit__V1__Exporter) {
    self.init(type: wire.type.text, attributes: map(wire.n_attrs, wire.attrs))
  }
}
