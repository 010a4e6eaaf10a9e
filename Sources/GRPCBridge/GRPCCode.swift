/// A status code of gRPC.
///
/// Source: "Status codes and their use in gRPC" of the gRPC project. A code outside the standard
/// ones keeps its number.
public struct GRPCCode: RawRepresentable, Hashable, Sendable {
  /// The number on the wire.
  public let rawValue: UInt32

  /// A code by its number on the wire, standard or not.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Success.
  public static let ok = GRPCCode(rawValue: 0)
  /// The call was cancelled, usually by the caller.
  public static let cancelled = GRPCCode(rawValue: 1)
  /// An error that nobody classified.
  public static let unknown = GRPCCode(rawValue: 2)
  /// The request is wrong, whatever the state of the server.
  public static let invalidArgument = GRPCCode(rawValue: 3)
  /// The deadline passed first.
  public static let deadlineExceeded = GRPCCode(rawValue: 4)
  /// What was asked for does not exist.
  public static let notFound = GRPCCode(rawValue: 5)
  /// What was to be made exists.
  public static let alreadyExists = GRPCCode(rawValue: 6)
  /// The caller may not do this.
  public static let permissionDenied = GRPCCode(rawValue: 7)
  /// A limit was reached: a quota, a message's size, disk space.
  public static let resourceExhausted = GRPCCode(rawValue: 8)
  /// The server is not in the state that the request needs.
  public static let failedPrecondition = GRPCCode(rawValue: 9)
  /// The operation gave up, usually for a conflict with another.
  public static let aborted = GRPCCode(rawValue: 10)
  /// Past the valid range.
  public static let outOfRange = GRPCCode(rawValue: 11)
  /// The server does not know the method.
  public static let unimplemented = GRPCCode(rawValue: 12)
  /// Something that must hold does not.
  public static let `internal` = GRPCCode(rawValue: 13)
  /// The server cannot be reached now.
  public static let unavailable = GRPCCode(rawValue: 14)
  /// Data is lost beyond recovery.
  public static let dataLoss = GRPCCode(rawValue: 15)
  /// The caller did not say who it is.
  public static let unauthenticated = GRPCCode(rawValue: 16)
}

extension GRPCCode: CustomStringConvertible {
  private static let names = [
    "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND",
    "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED",
    "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
  ]

  /// The standard name, such as `NOT_FOUND`; `CODE(n)` for a number that has none.
  public var description: String {
    rawValue < Self.names.count ? Self.names[Int(rawValue)] : "CODE(\(rawValue))"
  }
}
