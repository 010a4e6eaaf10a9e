import Digests

/// A blob of a daemon's content store, piece by piece.
///
/// It is checked on the way: iterating throws ``BuildError`` with the code
/// ``BuildError/Code/protocolViolation`` after the last piece, instead of ending, if what came isn't
/// what the digest says, and with ``BuildError/Code/notFound`` if the daemon hasn't got it;
/// `CancellationError`. Each iteration reads the blob anew.
public struct BlobStream: AsyncSequence, Sendable {
  /// Some bytes, which follow on those before.
  public typealias Element = [UInt8]

  let pieces: DaemonStream<ReadContentResponse>
  let digest: String
  let size: Int64?
  let endpoint: Endpoint

  /// An iteration that hasn't begun.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(of: self, pieces: pieces.makeAsyncIterator())
  }

  /// One iteration.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private let blob: BlobStream
    private var pieces: DaemonStream<ReadContentResponse>.AsyncIterator
    private let running = RunningDigest()
    private var count: Int64 = 0

    fileprivate init(
      of blob: BlobStream, pieces: DaemonStream<ReadContentResponse>.AsyncIterator
    ) {
      self.blob = blob
      self.pieces = pieces
    }

    /// Waits for the next piece; nil at the end.
    ///
    /// - Throws: ``BuildError``, with the code ``BuildError/Code/protocolViolation`` if what came isn't what
    ///   the digest says, ``BuildError/Code/notFound`` if the daemon hasn't got it; `CancellationError`.
    public mutating func next() async throws -> [UInt8]? {
      try await next(isolation: #isolation)
    }

    /// Waits for the next piece; nil at the end.
    ///
    /// - Throws: ``BuildError``, with the code ``BuildError/Code/protocolViolation`` if what came isn't what
    ///   the digest says, ``BuildError/Code/notFound`` if the daemon hasn't got it; `CancellationError`.
    public mutating func next(isolation actor: isolated (any Actor)?) async throws -> [UInt8]? {
      guard let piece = try await pieces.next(isolation: actor) else {
        guard blob.size.map({ $0 == count }) ?? true, try running.digest() == blob.digest else {
          throw blob.isOther
        }
        return nil
      }
      count += Int64(piece.data.count)
      guard piece.offset == count - Int64(piece.data.count), blob.size.map({ count <= $0 }) ?? true
      else { throw blob.isOther }
      try running.add(piece.data)
      return piece.data
    }
  }

  fileprivate var isOther: BuildError {
    BuildError(
      .protocolViolation, "BuildKit at \(endpoint) sent something else for the blob \(digest)")
  }
}

/// The digest of what has come so far.
private final class RunningDigest {
  private var hash: SHA256?

  func add(_ bytes: [UInt8]) throws {
    var hash = try self.hash.take() ?? Self.start()
    bytes.withUnsafeBytes { hash.update($0) }
    self.hash = consume hash
  }

  func digest() throws -> String {
    var hash = try self.hash.take() ?? Self.start()
    return "sha256:" + hash.hexadecimal()
  }

  private static func start() throws(BuildError) -> SHA256 {
    do throws(SHA256.Unavailable) {
      return try SHA256()
    } catch {
      throw BuildError(.local, "\(error)", cause: error)
    }
  }
}
