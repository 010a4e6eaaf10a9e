import CBuildKitProtos

/// Asks `LLBBridge.ResolveImageConfig`.
struct ResolveImageConfigRequest: Sendable {
  var image: String
  var platform: Platform?
  var mode: ImageResolveMode
  /// What the step is called.
  var logName: String
  var sourcePolicies: [SourcePolicy]
}

/// Where a daemon looks for an image.
public enum ImageResolveMode: String, Hashable, Sendable {
  /// In the registry, or, by some daemons, in their own store first.
  case standard = "default"
  /// In the registry.
  case pull
  /// In the daemon's own store first.
  case local
}

/// An image that was found.
public struct ResolvedImage: Hashable, Sendable {
  /// The digest of its manifest, or index, as `sha256:…`.
  public var digest: String
  /// Its configuration: JSON as in OCI's image specification.
  public var configuration: [UInt8]
  /// Its name, which a source policy may have changed; empty from daemons before 0.13.
  public var name: String
}

/// Asks `LLBBridge.Warn`.
struct WarnRequest: Sendable {
  var warning: VertexWarning
}

extension ResolveImageConfigRequest: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__Frontend__ResolveImageConfigRequest> {
    moby__buildkit__v1__frontend__resolve_image_config_request__init
  }

  func write(
    to wire: inout Moby__Buildkit__V1__Frontend__ResolveImageConfigRequest, in arena: PackingArena
  ) {
    wire.ref = arena.text(image)
    wire.platform = platform.map { arena.message($0) }
    wire.resolve_mode = arena.text(mode.rawValue)
    wire.log_name = arena.text(logName)
    (wire.n_source_policies, wire.source_policies) = arena.messages(sourcePolicies)
  }
}

extension ResolvedImage: WireDecodable {
  static var unpack: Unpack<Moby__Buildkit__V1__Frontend__ResolveImageConfigResponse> {
    moby__buildkit__v1__frontend__resolve_image_config_response__unpack
  }

  init(_ wire: Moby__Buildkit__V1__Frontend__ResolveImageConfigResponse) {
    digest = wire.digest.text
    configuration = wire.config.array
    name = wire.ref.text
  }
}

extension Platform: WireWritable {
  static var blank: Blank<Pb__Platform> { pb__platform__init }

  func write(to wire: inout Pb__Platform, in arena: PackingArena) {
    wire.architecture = arena.text(architecture)
    wire.os = arena.text(os)
    wire.variant = arena.text(variant)
    wire.os_version = arena.text(osVersion)
    (wire.n_os_features, wire.os_features) = arena.texts(osFeatures)
  }
}

extension WarnRequest: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__Frontend__WarnRequest> {
    moby__buildkit__v1__frontend__warn_request__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Frontend__WarnRequest, in arena: PackingArena) {
    wire.digest = arena.text(warning.vertex)
    wire.level = warning.level
    wire.short_ = arena.text(warning.short)
    (wire.n_detail, wire.detail) = arena.texts(warning.detail)
    wire.url = arena.text(warning.url)
    if let source = warning.source {
      wire.info = arena.message(WrittenSource(source: source, definition: warning.definition))
      (wire.n_ranges, wire.ranges) = arena.messages(source.ranges)
    }
  }
}

private struct WrittenSource: WireWritable {
  let source: SourceExcerpt
  let definition: Definition?

  static var blank: Blank<Pb__SourceInfo> { pb__source_info__init }

  func write(to wire: inout Pb__SourceInfo, in arena: PackingArena) {
    wire.filename = arena.text(source.filename)
    wire.data = arena.bytes(source.data)
    wire.definition = arena.bytes(definition?.bytes ?? [])
    wire.language = arena.text(source.language)
  }
}

extension SourceRange: WireWritable {
  static var blank: Blank<Pb__Range> { pb__range__init }

  func write(to wire: inout Pb__Range, in arena: PackingArena) {
    wire.start = arena.message(start)
    wire.end = arena.message(end)
  }
}

extension SourcePosition: WireWritable {
  static var blank: Blank<Pb__Position> { pb__position__init }

  func write(to wire: inout Pb__Position, in arena: PackingArena) {
    wire.line = Int32(clamping: line)
    wire.character = Int32(clamping: character)
  }
}
