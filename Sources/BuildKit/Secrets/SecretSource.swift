import Glibc
import Threads

/// Where the value of a secret is. It is fetched when a build asks for it, and never written to a disk.
public enum SecretSource: Hashable, Sendable {
  /// As long as BuildKit lets a secret be, in bytes.
  public static let longest = 500 * 1024

  /// In a file.
  case file(path: String)
  /// In a variable of the environment.
  case environment(variable: String)
  /// Here.
  case value([UInt8])
  /// What a command of the shell writes to its standard output, byte for byte. It is run when the
  /// build first asks, once a build, and has two minutes.
  case command(String)
}

/// The value of a secret can't be had.
public struct SecretFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The secret's id.
  public let id: String
  /// Why.
  public let reason: String

  /// One line with both.
  public var description: String { "secret \(id): \(reason)" }
}

extension SecretSource {
  /// How long a command may take.
  private static let timeLimit = Duration.seconds(120)

  /// Looks whether the value is there, without fetching it; a command isn't run.
  ///
  /// - Parameter id: the secret's, for the error.
  package func check(_ id: String) throws(SecretFailure) {
    switch self {
    case .value(let bytes): try Self.checkLength(bytes.count, id)
    case .environment: _ = try immediateValue(id)
    case .command: break
    case .file(let path):
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { throw Self.unreadable(path, errno, id) }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(path, errno, id) }
      guard status.st_mode & S_IFMT != S_IFDIR else { throw Self.unreadable(path, EISDIR, id) }
      try Self.checkLength(Int(status.st_size), id)
    }
  }

  /// Fetches the value.
  ///
  /// - Parameter id: the secret's, for the error.
  /// - Throws: ``SecretFailure``; `CancellationError`.
  package func fetch(_ id: String) async throws -> [UInt8] {
    if case .command(let command) = self { return try await output(of: command, id) }
    return try await BlockingWork.run { _ in try immediateValue(id) }
  }

  /// The value, if no command gives it. Blocks for the disk.
  private func immediateValue(_ id: String) throws(SecretFailure) -> [UInt8] {
    let value: [UInt8]
    switch self {
    case .command: value = []
    case .value(let bytes): value = bytes
    case .environment(let variable):
      guard let text = ProcessEnvironment.value(of: variable) else {
        throw SecretFailure(id: id, reason: "the environment variable \(variable) is not set")
      }
      value = Array(text.utf8)
    case .file(let path):
      do throws(SystemFailure) {
        guard let found = try WholeFile.contents(of: path, atMost: Self.longest) else {
          throw SystemFailure(operation: path, errno: ENOENT)
        }
        value = found
      } catch {
        if error.errno == EFBIG { try Self.checkLength(.max, id) }
        throw Self.unreadable(path, error.errno, id)
      }
    }
    try Self.checkLength(value.count, id)
    return value
  }

  // The optimizer of Swift 6.3 crashes over it.
  @_optimize(none)
  private func output(of command: String, _ id: String) async throws -> [UInt8] {
    var run = ProgramRun("/bin/sh", ["-c", command])
    run.timeLimit = Self.timeLimit
    run.outputLimit = Self.longest
    do {
      let outcome = try await run.outcome()
      guard outcome.status == .exited(0) else {
        throw SecretFailure(id: id, reason: "its command failed: \(outcome.secretiveFailureReason)")
      }
      return outcome.output
    } catch ProgramRun.Failure.wroteTooMuch {
      try Self.checkLength(.max, id)
      return []
    } catch let error as ProgramRun.Failure {
      throw SecretFailure(id: id, reason: "its command failed: \(error)")
    }
  }

  private static func checkLength(_ count: Int, _ id: String) throws(SecretFailure) {
    guard count <= longest else {
      throw SecretFailure(id: id, reason: "it is longer than BuildKit's \(longest) bytes")
    }
  }

  private static func unreadable(_ path: String, _ errno: Int32, _ id: String) -> SecretFailure {
    SecretFailure(id: id, reason: "\(SystemFailure(operation: path, errno: errno))")
  }
}
