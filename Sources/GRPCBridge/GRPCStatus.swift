/// How a call ended.
public struct GRPCStatus: Sendable {
  /// The code.
  public let code: GRPCCode
  /// The text that came with it, possibly empty.
  public let message: String
  /// What the peer sent after its last message.
  public let trailingMetadata: GRPCMetadata

  /// A status.
  public init(code: GRPCCode, message: String, trailingMetadata: GRPCMetadata = []) {
    self.code = code
    self.message = message
    self.trailingMetadata = trailingMetadata
  }

  /// Whether the call succeeded.
  public var isOK: Bool { code == .ok }

  /// The bytes of the trailer `grpc-status-details-bin`, a serialised `google.rpc.Status`; empty
  /// where the peer sent none.
  public var details: [UInt8] { trailingMetadata.first("grpc-status-details-bin") ?? [] }
}
