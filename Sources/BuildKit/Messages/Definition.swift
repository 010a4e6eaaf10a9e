/// A build graph in LLB, marshalled: BuildKit's `pb.Definition` as bytes, for instance what a
/// frontend or `buildctl debug dump-llb`'s source made. Passed on as it is.
public struct Definition: Hashable, Sendable {
  /// The protobuf message.
  public var bytes: [UInt8]

  /// Wraps a marshalled `pb.Definition`.
  public init(bytes: [UInt8]) { self.bytes = bytes }
}
