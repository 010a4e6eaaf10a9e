import CBuildKitProtos

/// A warning about a step, most often from the Dockerfile frontend's checks.
public struct VertexWarning: Hashable, Sendable {
  /// Digest of the step.
  public var vertex: String
  /// From 1; the higher, the more severe.
  public var level: Int64 = 1
  /// One line.
  public var short: String
  /// Further lines.
  public var detail: [String] = []
  /// Where to read more; empty for nowhere.
  public var url = ""
  /// The place in the source that it is about.
  public var source: SourceExcerpt?
  /// The graph that read the source.
  public var definition: Definition?

  /// A warning of one line.
  public init(vertex: String, short: String) {
    self.vertex = vertex
    self.short = short
  }
}

extension VertexWarning: WireReadable {
  init(_ wire: Moby__Buildkit__V1__VertexWarning) {
    vertex = wire.vertex.text
    level = wire.level
    short = wire.short_.text
    detail = texts(wire.n_detail, wire.detail)
    url = wire.url.text
    if let info = wire.info, info.pointee.definition.len > 0 {
      definition = Definition(bytes: info.pointee.definition.array)
    }
    source = wire.info.map { info in
      SourceExcerpt(
        filename: info.pointee.filename.text, language: info.pointee.language.text,
        data: info.pointee.data.array, ranges: values(wire.n_ranges, wire.ranges))
    }
  }
}
