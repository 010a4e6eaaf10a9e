import CBuildKitProtos

/// What a daemon tells about a failed build beyond the message: BuildKit's typed errors, as its
/// packages `solver/errdefs` and `frontend/gateway/pb` declare them.
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
  /// What the failed step was about. Daemons tell it where a frontend asks for a step's result.
  public var operation: FailedOperation?
  /// Names for people of the failed step, by BuildKit's keys such as `llb.customname`.
  public var description: [String: String] = [:]
  /// The frontends that it went through, the outermost first.
  public var frontends: [Frontend] = []
  /// The capability that the frontend lacks.
  public var missingFrontendCapability: String?
  /// The sub-request that the frontend doesn't know.
  public var unsupportedSubrequest: String?
  /// Whether the frontend can't do what it was asked.
  var lacksInFrontend: Bool { missingFrontendCapability != nil || unsupportedSubrequest != nil }

  /// All details as they came, known and unknown.
  package var raw: [RawDetail] = []

  /// A detail as it came.
  package struct RawDetail: Hashable, Sendable {
    package var type: String
    package var value: [UInt8]
  }

  /// A frontend that a build went through.
  public struct Frontend: Hashable, Sendable {
    /// `dockerfile.v0` or `gateway.v0`.
    public var name: String
    /// The image that a `gateway.v0` was to run; empty otherwise.
    public var image: String
  }
}

extension BuildErrorDetails: WireDecodable {
  static var unpack: Unpack<Google__Rpc__Status> { google__rpc__status__unpack }

  /// The most details that are taken in; BuildKit sends one for each frontend and place.
  private static let mostDetails = 256

  init(_ wire: Google__Rpc__Status) {
    code = Int(wire.code)
    message = wire.message.text
    let details = UnsafeBufferPointer(start: wire.details, count: wire.n_details)
    for case let detail? in details.prefix(Self.mostDetails) {
      let type = detail.pointee.type_url.text
      add(ErrorDetail(type: type, json: detail.pointee.value.buffer))
      raw.append(RawDetail(type: type, value: detail.pointee.value.array))
    }
  }

  private mutating func add(_ detail: ErrorDetail?) {
    switch detail {
    case .vertex(let digest): vertexDigest = digest
    case .source(let excerpt): sources.append(excerpt)
    case .frontend(let frontend): frontends.append(frontend)
    case .capability(let name): missingFrontendCapability = name
    case .subrequest(let name): unsupportedSubrequest = name
    case .exit(let code): exitCode = code
    case .solve(let operation, let description):
      self.operation = operation ?? self.operation
      self.description.merge(description) { $1 }
    case nil: break
    }
  }
}
