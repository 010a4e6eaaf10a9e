import CBuildKitProtos
import FoundationEssentials

/// What a daemon tells about a failed build beyond the message.
public struct BuildErrorDetails: Hashable, Sendable {
  /// A gRPC status code.
  public var code: Int
  /// The whole message, from the outermost cause to the innermost.
  public var message: String
  /// Digest of the step that failed.
  public var vertexDigest: String?
  /// The places in the source that led to it, the outermost first.
  public var sources: [SourceExcerpt] = []
  /// What the failed process ended with.
  public var exitCode: Int?
  /// The capability that the frontend lacks.
  public var missingFrontendCapability: String?
  /// The sub-request that the frontend doesn't know.
  public var unsupportedSubrequest: String?
  /// All details as they came, known and unknown.
  package var raw: [RawDetail] = []

  /// A detail as it came.
  package struct RawDetail: Hashable, Sendable {
    package var type: String
    package var value: [UInt8]
  }
}

extension BuildErrorDetails: WireDecodable {
  static var unpack: Unpack<Google__Rpc__Status> { google__rpc__status__unpack }

  init(_ wire: Google__Rpc__Status) {
    code = Int(wire.code)
    message = wire.message.text
    for case let detail? in UnsafeBufferPointer(start: wire.details, count: wire.n_details) {
      let type = detail.pointee.type_url.text
      add(type: type, json: detail.pointee.value.buffer)
      raw.append(RawDetail(type: type, value: detail.pointee.value.array))
    }
  }

  /// Takes in a detail. One that is unknown or not what its type says is left out: the message
  /// alone still tells what failed.
  private mutating func add(type: String, json: UnsafeBufferPointer<UInt8>) {
    func decoded<T: Decodable>(_ type: T.Type) -> T? {
      try? JSONDecoder().decode(type, from: Data(json))
    }
    switch type {
    case Self.typePrefix + "errdefs.Vertex+json":
      vertexDigest = decoded(VertexDetail.self)?.digest ?? vertexDigest
    case Self.typePrefix + "errdefs.Source+json":
      if let source = decoded(SourceDetail.self)?.excerpt { sources.append(source) }
    case Self.typePrefix + "errdefs.FrontendCap+json":
      missingFrontendCapability = decoded(NameDetail.self)?.name
    case Self.typePrefix + "errdefs.Subrequest+json":
      unsupportedSubrequest = decoded(NameDetail.self)?.name
    case Self.typePrefix + "gatewayapi.ExitMessage+json":
      exitCode = (decoded(ExitDetail.self)?.Code).map(Int.init)
    default: break
    }
  }

  private static let typePrefix = "github.com/moby/buildkit/"
}

// The JSON is what Go makes of BuildKit's generated structs: names as in their field tags, empty
// fields left out, bytes in base64.

private struct VertexDetail: Decodable {
  var digest: String?
}

private struct NameDetail: Decodable {
  var name: String?
}

private struct ExitDetail: Decodable {
  var Code: UInt32?
}

private struct SourceDetail: Decodable {
  struct Info: Decodable {
    var filename: String?
    var data: Data?
    var language: String?
  }
  struct Range: Decodable {
    var start: Position?
    var end: Position?
  }
  struct Position: Decodable {
    var line: Int32?
    var character: Int32?

    var position: SourcePosition {
      SourcePosition(line: Int(line ?? 0), character: Int(character ?? 0))
    }
  }

  var info: Info?
  var ranges: [Range]?

  var excerpt: SourceExcerpt? {
    info.map { info in
      SourceExcerpt(
        filename: info.filename ?? "", language: info.language ?? "",
        data: Array(info.data ?? Data()),
        ranges: (ranges ?? []).map { range in
          let start = range.start?.position ?? SourcePosition(line: 0)
          return SourceRange(start: start, end: range.end?.position ?? start)
        })
    }
  }
}
