import Bytes
import Connections
import GRPCBridge

/// Why a build, or another call of a daemon, has failed.
public struct BuildError: Error, Sendable {
  /// What kind of failure it is.
  public enum Code: String, Sendable {
    /// Nothing answers at the address, or the connection broke.
    case unavailable
    /// Something answers at the address, but the connection can't be trusted or doesn't trust us.
    case tls
    /// A step of the build failed.
    case stepFailed
    /// The daemon refuses the request: a Dockerfile that doesn't parse, an unknown option.
    case invalidArgument
    /// Something that the build needs doesn't exist.
    case notFound
    /// The daemon, or the frontend, doesn't know what it was asked for: a call, an exporter, a
    /// sub-request.
    case unimplemented
    /// The daemon, or the registry, denies it.
    case permissionDenied
    /// The time given was not enough.
    case deadlineExceeded
    /// Somebody else cancelled the build on the daemon.
    case cancelled
    /// A message was longer than 16 MiB, or another bound was reached.
    case resourceExhausted
    /// What the peer sent is not BuildKit's protocol.
    case protocolViolation
    /// The session ended before the build did.
    case sessionLost
    /// A file or another resource on our side failed; ``BuildError/cause`` holds the error.
    case local
    /// Anything else that a daemon reports.
    case daemon
  }

  /// The step that failed.
  public struct Step: Hashable, Sendable {
    /// Identifies the step in the build, as `sha256:…`.
    public var digest: String
    /// As BuildKit shows it, for instance `[2/5] RUN make`; empty if it was never announced.
    public var name: String
    /// The last lines of its output, oldest first.
    public var logTail: [String]
    /// What its process exited with, if a process did.
    public var exitCode: Int?
    /// What it was to do, where the daemon tells.
    public var operation: FailedOperation?
  }

  /// What kind of failure it is.
  public var code: Code
  /// What happened, in one line where the daemon's text allows.
  public var message: String
  /// The step that failed, if one did.
  public var step: Step?
  /// The places in the Dockerfile that led to the failure, the outermost first.
  public var sources: [SourceExcerpt] = []
  /// What the daemon tells beyond the message, if it told anything.
  public var details: BuildErrorDetails?
  /// The error behind it, if it began on our side or in the connection.
  public var cause: (any Error & Sendable)?
  /// Where the daemon was looked for, if it was the connection that failed.
  var endpoint: Endpoint?
  /// Where the way out comes from.
  var wayOut = WayOut.known

  /// Where the way out comes from.
  enum WayOut: Hashable, Sendable {
    /// It follows from the rest.
    case known
    /// This it is.
    case given(String)
    /// There is none.
    case none
  }

  init(
    _ code: Code, _ message: String, advice: String? = nil, cause: (any Error & Sendable)? = nil
  ) {
    self.code = code
    self.message = message
    self.cause = cause
    if let advice { wayOut = .given(advice) }
  }
}

extension BuildError: CustomStringConvertible {
  /// The message and the ``advice``, in one line.
  public var description: String { advice.map { "\(message); \($0)" } ?? message }
}

extension BuildError {
  /// A failure that the daemon, or the connection to it, reports.
  init(_ error: GRPCError) {
    let details =
      error.details.isEmpty ? nil : try? BuildErrorDetails(decoding: ByteChain(error.details))
    self.init(
      Self.code(of: error.code, error.message),
      details.flatMap { $0.message.isEmpty ? nil : $0.message } ?? error.message,
      cause: error)
    if let details { add(details) }
    if EntitlementRefusal.advice(for: message) != nil { code = .permissionDenied }
    if let failure = ConnectionFailure(error) {
      endpoint = try? Endpoint(error.address)
      tell(failure, at: error.address)
    }
  }

  /// A connection that was not made, outside of any call.
  init(_ error: ConnectionError, at endpoint: Endpoint) {
    self.init(.unavailable, "", cause: error)
    self.endpoint = endpoint
    if let failure = ConnectionFailure(error) { tell(failure, at: "\(endpoint)") }
  }

  /// An embedded daemon that there is not, outside of any call.
  init(_ error: EmbeddedError) {
    self.init(.unavailable, "", cause: error)
    endpoint = .embedded
    tell(.noEmbedded(error), at: "\(Endpoint.embedded)")
  }

  private mutating func tell(_ failure: ConnectionFailure, at address: String) {
    code =
      switch failure {
      case .notMade(.tls): .tls
      case .notGRPC: .protocolViolation
      default: .unavailable
      }
    message = failure.message(at: address)
  }

  /// A failure that the daemon reports.
  ///
  /// - Parameter lack: what to say if the daemon doesn't know the method.
  init(_ error: GRPCError, lacking lack: String?) {
    self.init(error)
    if code == .unimplemented, let lack { message = lack }
  }

  /// A failure that a daemon remembers.
  init(_ details: BuildErrorDetails) {
    let code = GRPCCode(rawValue: UInt32(exactly: details.code) ?? GRPCCode.unknown.rawValue)
    self.init(Self.code(of: code, details.message), details.message)
    add(details)
    // Whoever cancelled it, it may have been its own client.
    if self.code == .cancelled { wayOut = .none }
  }

  private mutating func add(_ details: BuildErrorDetails) {
    self.details = details
    sources = details.sources
    if let digest = details.vertexDigest {
      code = .stepFailed
      step = Step(
        digest: digest, name: details.description["llb.customname"] ?? "", logTail: [],
        exitCode: details.exitCode, operation: details.operation)
    } else if details.lacksInFrontend {
      code = .unimplemented
    }
  }

  init(malformed error: MalformedMessage, endpoint: Endpoint) {
    self.init(
      .protocolViolation,
      "what answers at \(endpoint) does not speak BuildKit's protocol: \(error)",
      cause: error)
  }

  private static func code(of code: GRPCCode, _ message: String) -> Code {
    switch code {
    case .unavailable: .unavailable
    case .invalidArgument, .failedPrecondition, .outOfRange: .invalidArgument
    case .notFound: .notFound
    case .unimplemented: .unimplemented
    case .permissionDenied, .unauthenticated: .permissionDenied
    case .deadlineExceeded: .deadlineExceeded
    case .cancelled: .cancelled
    case .resourceExhausted: .resourceExhausted
    case .unknown: UnknownFailure.code(of: message)
    default: .daemon
    }
  }
}
