import CGRPC
import Glibc

/// What every channel of ours asks of core.
struct ChannelArguments {
  /// Messages and metadata may have this many bytes, in both directions (BuildKit's own limit for
  /// messages; its error trailers carry whole Dockerfiles).
  static let longest: Int32 = 16 << 20

  private enum Value {
    case integer(Int32)
    case string(String)
  }

  /// How far a stream may run ahead of who receives it, in bytes.
  private var window: Int32 = 1 << 20

  private var values: [(key: String, value: Value)] = [
    (GRPC_ARG_MAX_RECEIVE_MESSAGE_LENGTH, .integer(longest)),
    (GRPC_ARG_MAX_SEND_MESSAGE_LENGTH, .integer(longest)),
    (GRPC_ARG_MAX_METADATA_SIZE, .integer(longest)),
    // The environment's proxies are for the web; core would use them for localhost as well.
    (GRPC_ARG_ENABLE_HTTP_PROXY, .integer(0)),
    (GRPC_ARG_SERVICE_CONFIG_DISABLE_RESOLUTION, .integer(1)),
    // A channel is one connection: nothing is shared with other channels to the same address.
    (GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, .integer(1)),
    // A retried call would keep copies of what was sent, and a solve must not run twice.
    (GRPC_ARG_ENABLE_RETRIES, .integer(0)),
    (GRPC_ARG_ENABLE_CHANNELZ, .integer(0)),
    // Offer no compression, so that no small message can unpack into a huge one.
    (GRPC_COMPRESSION_CHANNEL_ENABLED_ALGORITHMS_BITSET, .integer(1)),
    // A window of our choice, not one that core finds by pinging and that grows to tens of MiB.
    (GRPC_ARG_HTTP2_BDP_PROBE, .integer(0)),
    // Connect anew when a call asks for it, not when a growing pause has passed.
    (GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, .integer(100)),
    (GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, .integer(100)),
    (GRPC_ARG_DNS_MIN_TIME_BETWEEN_RESOLUTIONS_MS, .integer(100)),
  ]

  /// For a connection that is there.
  init() {}

  /// For connections that core makes.
  ///
  /// - Parameter connectTimeout: how long looking the name up may take, and then connecting, up to the
  ///   peer's first HTTP/2 frame.
  init(connectTimeout: Duration) {
    let milliseconds = Self.milliseconds(connectTimeout)
    values.append((GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, .integer(milliseconds)))
    values.append((GRPC_ARG_DNS_ARES_QUERY_TIMEOUT_MS, .integer(milliseconds)))
  }

  /// Names the `:authority` of every call.
  mutating func setAuthority(_ authority: String) {
    values.append((GRPC_ARG_DEFAULT_AUTHORITY, .string(authority)))
  }

  /// Prepares for a peer over a network: its answers take longer, so that more has to be under way,
  /// and it may vanish without a word.
  mutating func setRemote(_ signs: SignsOfLife) {
    window = 4 << 20
    values.append((GRPC_ARG_KEEPALIVE_TIME_MS, .integer(Self.milliseconds(signs.interval))))
    values.append((GRPC_ARG_KEEPALIVE_TIMEOUT_MS, .integer(Self.milliseconds(signs.limit))))
    // Of a call that only listens core would ask for two, and then for none.
    values.append((GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, .integer(0)))
  }

  private static func milliseconds(_ time: Duration) -> Int32 {
    Int32(max(100, min(time / .milliseconds(1), 1e9)))
  }

  /// Lends the arguments in core's form.
  func withCoreArguments<R>(_ body: (UnsafePointer<grpc_channel_args>) -> R) -> R {
    var texts: [UnsafeMutablePointer<CChar>?] = []
    defer { for text in texts { free(text) } }
    func lend(_ text: String) -> UnsafeMutablePointer<CChar>? {
      texts.append(strdup(text))
      return texts[texts.count - 1]
    }
    let window = (key: GRPC_ARG_HTTP2_STREAM_LOOKAHEAD_BYTES, value: Value.integer(window))
    var arguments = (values + [window]).map { key, value in
      switch value {
      case .integer(let integer): cgrpc_integer_argument(lend(key), integer)
      case .string(let string): cgrpc_string_argument(lend(key), lend(string))
      }
    }
    return arguments.withUnsafeMutableBufferPointer { buffer in
      var list = grpc_channel_args(num_args: buffer.count, args: buffer.baseAddress)
      return withUnsafePointer(to: &list, body)
    }
  }
}
