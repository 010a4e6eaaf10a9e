import Subprocess
import SystemPackage
import TestSupport

/// A run of the `bentokit` that was built beside this program.
struct CommandRun {
  let exitCode: Int32
  let output: String
  let errors: String

  init(
    _ arguments: [String], environment: [String: String], folder: String
  ) async throws {
    var variables: [Environment.Key: String] = [:]
    for (name, value) in environment { variables[Environment.Key(stringLiteral: name)] = value }
    let record = try await Subprocess.run(
      .path(FilePath(Places.bentokit)), arguments: Arguments(arguments),
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
