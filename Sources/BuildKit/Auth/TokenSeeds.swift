import FoundationEssentials
import Glibc
import Synchronization
import Threads

/// Random seeds of keys, one for each registry, kept in the file `.token_seed` beside Docker's
/// configuration: all of BuildKit's clients on this machine read and write it, under a lock.
final class TokenSeeds: Sendable {
  private struct Seed: Codable {
    var Seed: Data
  }

  private static let longest = 4 << 20
  private static let seedLength = 16
  /// How long another client may hold the lock before we go on without.
  private static let patience = Duration.seconds(5)

  private let folder: String?
  /// Those that could not be written, or are not to be.
  private let kept = Mutex<[String: Data]>([:])

  /// - Parameter folder: the folder of the file; nil to keep seeds in memory only.
  init(folder: String?) { self.folder = folder }

  /// The seed for a registry, made anew if there is none.
  ///
  /// - Throws: ``SystemFailure``; `CancellationError`.
  func seed(for host: String) async throws -> [UInt8] {
    guard let folder else { return Array(keptSeed(for: host)) }
    return try await BlockingWork.run { cancellation in
      Array(try self.seed(for: host, in: folder, cancellation))
    }
  }

  private func keptSeed(for host: String) -> Data {
    kept.withLock { kept in
      if let seed = kept[host] { return seed }
      var generator = SystemRandomNumberGenerator()
      let seed = Data(
        (0..<Self.seedLength).map { _ in UInt8.random(in: 0...255, using: &generator) })
      kept[host] = seed
      return seed
    }
  }

  private func seed(
    for host: String, in folder: String, _ cancellation: BlockingWork.Cancellation
  ) throws -> Data {
    mkdir(folder, 0o755)
    let lock = try lock(folder, cancellation)
    defer { if lock >= 0 { close(lock) } }
    let path = folder + "/.token_seed"
    // A file that makes no sense is made anew, as BuildKit's own clients do.
    let bytes = try? WholeFile.contents(of: path, atMost: Self.longest)
    var seeds =
      (bytes ?? nil).flatMap { try? JSONDecoder().decode([String: Seed].self, from: Data($0)) }
      ?? [:]
    if let seed = seeds[host]?.Seed, !seed.isEmpty { return seed }
    let seed = keptSeed(for: host)
    seeds[host] = Seed(Seed: seed)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Where nothing may be written, the seed lives as long as we do.
    if let text = try? encoder.encode(seeds) { write(Array(text), to: path) }
    return seed
  }

  /// Locks the file beside; -1 where that can't be, as in a folder that can't be written.
  private func lock(
    _ folder: String, _ cancellation: BlockingWork.Cancellation
  ) throws -> Int32 {
    let file = open(folder + "/.token_seed.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { return -1 }
    let end = ContinuousClock.now + Self.patience
    while flock(file, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR, .now < end {
      if cancellation.isCancelled {
        close(file)
        throw CancellationError()
      }
      usleep(10_000)
    }
    return file
  }

  /// Replaces the file as a whole, readable for its user alone.
  private func write(_ bytes: [UInt8], to path: String) {
    var name = Array("\(path).XXXXXX".utf8CString)
    let file = mkstemp(&name)
    guard file >= 0 else { return }
    let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    close(file)
    if count != bytes.count || rename(name, path) != 0 { unlink(name) }
  }
}
