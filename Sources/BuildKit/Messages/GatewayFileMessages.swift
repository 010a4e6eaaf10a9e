import CBuildKitProtos

/// Asks `LLBBridge.ReadFile`.
struct ReadFileRequest: Sendable {
  var reference: String
  var path: String
  /// Nil for the whole file.
  var range: Range<Int64>?
}

/// The answer of `LLBBridge.ReadFile`.
struct ReadFileResponse: Sendable {
  var data: [UInt8]
}

/// Asks `LLBBridge.ReadDir`.
struct ReadDirRequest: Sendable {
  var reference: String
  var path: String
  /// Only what matches; empty for all.
  var pattern: String
}

/// The answer of `LLBBridge.ReadDir`.
struct ReadDirResponse: Sendable {
  var entries: [ResultFile]
}

/// Asks `LLBBridge.StatFile`.
struct StatFileRequest: Sendable {
  var reference: String
  var path: String
}

/// The answer of `LLBBridge.StatFile`.
struct StatFileResponse: Sendable {
  var file: ResultFile?
}

/// Asks `LLBBridge.Evaluate`.
struct EvaluateRequest: Sendable {
  var reference: String
}

extension ReadFileRequest: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__Frontend__ReadFileRequest> {
    moby__buildkit__v1__frontend__read_file_request__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Frontend__ReadFileRequest, in arena: PackingArena) {
    wire.ref = arena.text(reference)
    wire.file_path = arena.text(path)
    wire.range = range.map { arena.message(FileRange(range: $0)) }
  }
}

private struct FileRange: WireWritable {
  let range: Range<Int64>

  static var blank: Blank<Moby__Buildkit__V1__Frontend__FileRange> {
    moby__buildkit__v1__frontend__file_range__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Frontend__FileRange, in arena: PackingArena) {
    wire.offset = range.lowerBound
    wire.length = range.upperBound - range.lowerBound
  }
}

extension ReadFileResponse: WireDecodable {
  static var unpack: Unpack<Moby__Buildkit__V1__Frontend__ReadFileResponse> {
    moby__buildkit__v1__frontend__read_file_response__unpack
  }

  init(_ wire: Moby__Buildkit__V1__Frontend__ReadFileResponse) { data = wire.data.array }
}

extension ReadDirRequest: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__Frontend__ReadDirRequest> {
    moby__buildkit__v1__frontend__read_dir_request__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Frontend__ReadDirRequest, in arena: PackingArena) {
    wire.ref = arena.text(reference)
    wire.dir_path = arena.text(path)
    wire.include_pattern = arena.text(pattern)
  }
}

extension ReadDirResponse: WireDecodable {
  static var unpack: Unpack<Moby__Buildkit__V1__Frontend__ReadDirResponse> {
    moby__buildkit__v1__frontend__read_dir_response__unpack
  }

  init(_ wire: Moby__Buildkit__V1__Frontend__ReadDirResponse) {
    entries = values(wire.n_entries, wire.entries)
  }
}

extension StatFileRequest: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__Frontend__StatFileRequest> {
    moby__buildkit__v1__frontend__stat_file_request__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Frontend__StatFileRequest, in arena: PackingArena) {
    wire.ref = arena.text(reference)
    wire.path = arena.text(path)
  }
}

extension StatFileResponse: WireDecodable {
  static var unpack: Unpack<Moby__Buildkit__V1__Frontend__StatFileResponse> {
    moby__buildkit__v1__frontend__stat_file_response__unpack
  }

  init(_ wire: Moby__Buildkit__V1__Frontend__StatFileResponse) { file = value(wire.stat) }
}

extension EvaluateRequest: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__Frontend__EvaluateRequest> {
    moby__buildkit__v1__frontend__evaluate_request__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Frontend__EvaluateRequest, in arena: PackingArena) {
    wire.ref = arena.text(reference)
  }
}
