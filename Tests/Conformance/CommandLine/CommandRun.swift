import Glibc
import Subprocess
import SystemPackage

/// A run of the `bentokit` that was built beside this program.
struct CommandRun {
  let exitCode: Int32
  let output: String
  let errors: String

  /// The program.
  static let program: String = {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map {
        readlink("/proc/self/exe", $0.assumingMemoryBound(to: CChar.self), bytes.count)
      } ?? 0
    }
    let own = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
    return own.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/bentokit"
  }()

  init(
    _ arguments: [String], environment: [String: String], folder: String
  ) async throws {
    var variables: [Environment.Key: String] = [:]
    for (name, value) in environment { variables[Environment.Key(stringLiteral: name)] = value }
    let record = try await Subprocess.run(
      .path(FilePath(Self.program)), arguments: Arguments(arguments),
      environment: .custom(variables), workingDirectory: FilePath(folder),
      output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
    switch record.terminationStatus {
    case .exited(let code): exitCode = code
    default: exitCode = -1
    }
    output = record.standardOutput
    errors = record.standardError
  }
}
