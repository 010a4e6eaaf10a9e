extension MessageShape {
  // Source: the field tags in solver/pb/ops.pb.go.

  /// A build graph: `pb.Definition`.
  static let definition: Self = .init(
    .init(1, "def", .list(.bytes)),
    .init(2, "metadata", .map(.message { metadata })),
    .init(3, "Source", .message { source }))

  private static let metadata: Self = .init(
    .init(1, "ignore_cache", .truth),
    .init(2, "description", .map(.text)),
    .init(4, "export_cache", .message { MessageShape(.init(1, "Value", .truth)) }),
    .init(5, "caps", .map(.truth)),
    .init(6, "progress_group", .message { group }))

  private static let group: Self = .init(
    .init(1, "id", .text), .init(2, "name", .text), .init(3, "weak", .truth))

  private static let source: Self = .init(
    .init(1, "locations", .map(.message { locations })),
    .init(2, "infos", .list(.message { file })))

  private static let locations: Self = .init(
    .init(1, "locations", .list(.message { location })))

  private static let location: Self = .init(
    .init(1, "sourceIndex", .number), .init(2, "ranges", .list(.message { range })))

  private static let range: Self = .init(
    .init(1, "start", .message { position }), .init(2, "end", .message { position }))

  private static let position: Self = .init(
    .init(1, "line", .number), .init(2, "character", .number))

  private static let file: Self = .init(
    .init(1, "filename", .text), .init(2, "data", .bytes),
    .init(3, "definition", .message { definition }), .init(4, "language", .text))
}
