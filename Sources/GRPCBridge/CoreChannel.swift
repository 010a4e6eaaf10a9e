import CGRPC
import Glibc

/// A channel of core's.
///
/// Invariant behind `@unchecked Sendable`: the pointer never changes and is destroyed with the last
/// reference; core takes it from any thread.
final class CoreChannel: @unchecked Sendable {
  private let pointer: OpaquePointer?
  /// Whether core dials; a channel over a descriptor has no connecting to do.
  private let isDialled: Bool

  /// Makes a channel that core dials for; nothing is connected yet.
  ///
  /// - Throws: ``GRPCTargetError``.
  init(
    dialling target: GRPCTarget, authority: String?, connectTimeout: Duration, signs: SignsOfLife
  ) throws(GRPCTargetError) {
    _ = CompletionQueue.shared
    var arguments = ChannelArguments(connectTimeout: connectTimeout)
    if case .tcp = target { arguments.setRemote(signs) }
    if let authority = authority ?? target.plainAuthority { arguments.setAuthority(authority) }
    isDialled = true
    let name = try target.name
    let credentials = grpc_insecure_credentials_create()
    defer { grpc_channel_credentials_release(credentials) }
    pointer = arguments.withCoreArguments { grpc_channel_create(name, credentials, $0) }
  }

  /// Makes a channel over a connected descriptor, which it owns in any case.
  ///
  /// - Parameter signs: how the peer is asked whether it is there; nil where it can't be on another machine.
  /// - Throws: ``GRPCTargetError``.
  init(
    adopting descriptor: Int32, signs: SignsOfLife?, authority: String?
  ) throws(GRPCTargetError) {
    _ = CompletionQueue.shared
    let flags = fcntl(descriptor, F_GETFL)
    guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 else {
      close(descriptor)
      throw .invalidDescriptor(descriptor)
    }
    var arguments = ChannelArguments()
    if let signs { arguments.setRemote(signs) }
    arguments.setAuthority(authority ?? "localhost")
    isDialled = false
    let credentials = grpc_insecure_credentials_create()
    defer { grpc_channel_credentials_release(credentials) }
    pointer = arguments.withCoreArguments {
      grpc_channel_create_from_fd("descriptor", descriptor, credentials, $0)
    }
  }

  deinit { grpc_channel_destroy(pointer) }

  /// Whether a connection is being made.
  var isConnecting: Bool {
    isDialled && grpc_channel_check_connectivity_state(pointer, 0) == GRPC_CHANNEL_CONNECTING
  }

  /// Gives `tag` to the completion queue when no connection is being made any more.
  func watchConnecting(_ tag: UnsafeMutableRawPointer) {
    grpc_channel_watch_connectivity_state(
      pointer, GRPC_CHANNEL_CONNECTING, gpr_inf_future(GPR_CLOCK_MONOTONIC),
      CompletionQueue.shared.pointer, tag)
  }

  /// Makes a call, to be released by `grpc_call_unref`; nothing is sent yet.
  func makeCall(_ method: String, deadline: ContinuousClock.Instant?) -> OpaquePointer? {
    guard let pointer else { return nil }
    let path = makeSlice(method)
    defer { grpc_slice_unref(path) }
    return grpc_channel_create_call(
      pointer, nil, 0, CompletionQueue.shared.pointer, path, nil, coreDeadline(deadline), nil)
  }
}
