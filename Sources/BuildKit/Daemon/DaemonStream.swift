import Bytes
import GRPCBridge

/// What a daemon tells one after the other.
///
/// Each iteration is a call of its own: it begins when the first element is asked for, and ends when
/// its task is cancelled or its iterator goes. Nothing is read ahead beyond the connection's
/// flow-control window, so that whoever is slow holds the daemon back and memory stays flat.
///
/// Iterating throws ``BuildError`` and `CancellationError`.
public struct DaemonStream<Element: Sendable>: AsyncSequence, Sendable {
  typealias Open = @Sendable () async throws -> GRPCStream
  typealias Decode = @Sendable (ByteChain) throws -> Element

  private let endpoint: Endpoint
  private let lack: String?
  private let open: Open
  private let decode: Decode

  init(
    at endpoint: Endpoint, lacking lack: String?, open: @escaping Open, decode: @escaping Decode
  ) {
    self.endpoint = endpoint
    self.lack = lack
    self.open = open
    self.decode = decode
  }

  /// An iteration that hasn't begun.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(of: self) }

  /// One iteration.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private enum State {
      case unopened
      case open(GRPCStream)
      case ended
    }

    private let sequence: DaemonStream
    private var state = State.unopened

    fileprivate init(of sequence: DaemonStream) { self.sequence = sequence }

    /// Waits for the next element; nil at the end.
    ///
    /// - Throws: ``BuildError``, after which there is nothing more; `CancellationError`.
    public mutating func next() async throws -> Element? {
      try await next(isolation: #isolation)
    }

    /// Waits for the next element; nil at the end.
    ///
    /// - Throws: ``BuildError``, after which there is nothing more; `CancellationError`.
    public mutating func next(isolation actor: isolated (any Actor)?) async throws -> Element? {
      do {
        guard let stream = try await stream() else { return nil }
        if let message = try await stream.receive(isolation: actor) {
          return try sequence.decode(message)
        }
        state = .ended
        return nil
      } catch {
        state = .ended
        switch error {
        case let error as GRPCError: throw BuildError(error, lacking: sequence.lack)
        case let error as MalformedMessage:
          throw BuildError(malformed: error, endpoint: sequence.endpoint)
        default: throw error
        }
      }
    }

    private mutating func stream() async throws -> GRPCStream? {
      switch state {
      case .ended: return nil
      case .open(let stream): return stream
      case .unopened:
        let stream = try await sequence.open()
        state = .open(stream)
        return stream
      }
    }
  }
}

extension BuildKitClient {
  /// The messages that a method of the daemon's control service answers a request with.
  ///
  /// - Parameters:
  ///   - timeout: how long all of it may take; nil for as long as it needs.
  ///   - lack: says what a daemon at the endpoint lacks that doesn't know the method.
  func stream<Element: DecodableMessage>(
    _ method: String, _ request: some EncodableMessage, timeout: Duration? = nil,
    lack: (Endpoint) -> String? = { _ in nil }
  ) -> DaemonStream<Element> {
    stream(Self.path(method), timeout: timeout, lacking: lack(endpoint)) { request }
  }

  /// The messages that a method answers a request with, which is made when the iteration begins.
  func stream<Request: EncodableMessage, Element: DecodableMessage>(
    _ path: String, timeout: Duration? = nil, lacking lack: String? = nil,
    making request: @escaping @Sendable () async throws -> Request
  ) -> DaemonStream<Element> {
    DaemonStream(at: endpoint, lacking: lack) { [channel] in
      try await channel.connect(for: path)
      return try await channel.openServerStream(
        path, request: try await request().encoded(), deadline: timeout.map { .now + $0 })
    } decode: {
      try Element(decoding: $0)
    }
  }
}
