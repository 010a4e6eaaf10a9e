import CBuildKitProtos

/// The caches outside the daemon that a build reads and writes.
public struct CacheOptions: Hashable, Sendable {
  /// Where to write the cache after the build.
  public var exports: [CacheOptionsEntry]
  /// Where to look for cached results.
  public var imports: [CacheOptionsEntry]

  /// Caches to write and to read.
  public init(exports: [CacheOptionsEntry] = [], imports: [CacheOptionsEntry] = []) {
    self.exports = exports
    self.imports = imports
  }
}

/// One cache outside the daemon.
public struct CacheOptionsEntry: Hashable, Sendable {
  /// `registry`, `local`, `inline`, `gha`, `s3` or `azblob`.
  public var type: String
  /// Its options, such as `ref` or `mode`.
  public var attributes: [String: String]

  /// A cache by type and options.
  public init(type: String, attributes: [String: String] = [:]) {
    self.type = type
    self.attributes = attributes
  }
}

extension CacheOptions: WireWritable {
  static var blank: Blank<Moby__Buildkit__V1__CacheOptions> {
    moby__buildkit__v1__cache_options__init
  }

  func write(to wire: inout Moby__Buildkit__V1__CacheOptions, in arena: PackingArena) {
    (wire.n_exports, wire.exports) = arena.messages(exports)
    (wire.n_imports, wire.imports) = arena.messages(imports)
  }
}

extension CacheOptionsEntry: WireWritable {
  static var blank: Blank<Moby__Buildkit__V1__CacheOptionsEntry> {
    moby__buildkit__v1__cache_options_entry__init
  }

  func write(to wire: inout Moby__Buildkit__V1__CacheOptionsEntry, in arena: PackingArena) {
    wire.type = arena.text(type)
    (wire.n_attrs, wire.attrs) = arena.map(attributes)
  }
}
