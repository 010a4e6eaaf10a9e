import CGRPC
import GRPCBridge
import Glibc
import Threads

/// A gRPC server of core's own, in this process, with one thread per call.
///
/// Invariant behind `@unchecked Sendable`: everything is set before the accepting thread starts, except
/// what the mutex guards.
final class TestServer: @unchecked Sendable {
  typealias Handler = @Sendable (TestServerCall) -> Void

  struct TLS {
    var authority: String
    var certificate: String
    var key: String
    var demandsClientCertificate = true
  }

  let target: GRPCTarget
  private let server: OpaquePointer?
  private let queue: OpaquePointer?
  private let handlers: [String: Handler]
  private let accepting = ThreadEnd()
  private let running = Guarded(0)

  /// Listens on a socket, a new one unless given, or on a free port of localhost: with TLS, or plain.
  init(
    tls: TLS? = nil, at socket: GRPCTarget? = nil, overTCP: Bool = false,
    handlers: [String: Handler]
  ) {
    self.handlers = handlers
    grpc_init()
    var arguments = [
      cgrpc_integer_argument(Self.metadataSize, 32 << 20),
      cgrpc_integer_argument(Self.receiveLength, -1),
    ]
    server = arguments.withUnsafeMutableBufferPointer { buffer in
      var list = grpc_channel_args(num_args: buffer.count, args: buffer.baseAddress)
      return grpc_server_create(&list, nil)
    }
    queue = grpc_completion_queue_create_for_next(nil)
    grpc_server_register_completion_queue(server, queue, nil)
    if let tls {
      let port = Self.listen(server, tls)
      target = .tcp(host: "localhost", port: Int(port))
    } else if overTCP {
      let credentials = grpc_insecure_server_credentials_create()
      let port = grpc_server_add_http2_port(server, "127.0.0.1:0", credentials)
      grpc_server_credentials_release(credentials)
      target = .tcp(host: "127.0.0.1", port: Int(port))
    } else {
      var path = "/tmp/grpc-bridge-\(getpid())-\(Self.nextNumber()).sock"
      if case .unix(let given) = socket { path = given }
      unlink(path)
      let credentials = grpc_insecure_server_credentials_create()
      let hex = path.utf8.map { "%" + String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
      grpc_server_add_http2_port(server, "unix:" + hex.joined(), credentials)
      grpc_server_credentials_release(credentials)
      target = .unix(path: path)
    }
    grpc_server_start(server)
    try? DetachedThread.start { self.accept() }
  }

  /// A connected descriptor whose other end this server serves.
  func connect() -> Int32 {
    var ends: [Int32] = [0, 0]
    socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends)
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    let credentials = grpc_insecure_server_credentials_create()
    grpc_server_add_channel_from_fd(server, ends[0], credentials)
    grpc_server_credentials_release(credentials)
    return ends[1]
  }

  /// Ends every call and waits for all threads.
  func stop() {
    grpc_server_shutdown_and_notify(server, queue, nil)
    grpc_server_cancel_all_calls(server)
    accepting.wait()
    while running.withLock({ $0 > 0 }) { usleep(1000) }
    grpc_server_destroy(server)
    grpc_completion_queue_destroy(queue)
    if case .unix(let path) = target { unlink(path) }
  }

  private func accept() {
    let never = gpr_inf_future(GPR_CLOCK_MONOTONIC)
    while true {
      let call = TestServerCall()
      let failure = grpc_server_request_call(
        server, call.pointer, call.details, call.metadataArray, call.queue, queue,
        Unmanaged.passUnretained(call).toOpaque())
      if failure != GRPC_CALL_OK { break }
      let event = grpc_completion_queue_next(queue, never, nil)
      if event.tag == nil {  // The shutdown; the request under way comes back as failed.
        _ = grpc_completion_queue_next(queue, never, nil)
        break
      }
      if event.success == 0 { continue }
      running.withLock { $0 += 1 }
      try? DetachedThread.start {
        call.begin()
        if let handler = self.handlers[call.method] {
          handler(call)
          call.finishIfNeeded()
        } else {
          call.finish(12, "no such method")
        }
        call.end()
        self.running.withLock { $0 -= 1 }
      }
    }
    grpc_completion_queue_shutdown(queue)
    while grpc_completion_queue_next(queue, never, nil).type != GRPC_QUEUE_SHUTDOWN {}
    accepting.signal()
  }

  private static func listen(_ server: OpaquePointer?, _ tls: TLS) -> Int32 {
    tls.key.withCString { key in
      tls.certificate.withCString { certificate in
        var pair = grpc_ssl_pem_key_cert_pair(private_key: key, cert_chain: certificate)
        let credentials = grpc_ssl_server_credentials_create_ex(
          tls.authority, &pair, 1,
          tls.demandsClientCertificate
            ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
            : GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE, nil)
        defer { grpc_server_credentials_release(credentials) }
        return grpc_server_add_http2_port(server, "127.0.0.1:0", credentials)
      }
    }
  }

  private static let counter = Guarded(0)
  private static func nextNumber() -> Int {
    counter.withLock {
      $0 += 1
      return $0
    }
  }
  nonisolated(unsafe) private static let metadataSize = strdup("grpc.max_metadata_size")
  nonisolated(unsafe) private static let receiveLength = strdup("grpc.max_receive_message_length")
}

/// A latch that one thread opens and others wait for.
final class ThreadEnd: Sendable {
  private let open = Guarded(false)
  func signal() { open.withLock { $0 = true } }
  var isOpen: Bool { open.withLock { $0 } }
  func wait() { while !isOpen { usleep(1000) } }

  /// Waits without blocking the caller's thread.
  func opened() async {
    await withCheckedContinuation { continuation in
      try? DetachedThread.start {
        self.wait()
        continuation.resume()
      }
    }
  }
}
