import FoundationEssentials
import Glibc

/// A program beside ours, which does the same.
enum Tool {
  /// What it writes to standard output; it must succeed.
  static func output(
    of words: [String], environment: [String: String] = [:]
  ) async throws -> [UInt8] {
    let output = try OpenedFile.unnamed()
    let errors = try OpenedFile.unnamed()
    let input = try OpenedFile(path: "/dev/null", flags: O_RDONLY)
    let process = try ChildProcess(
      words, environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"].merging(environment) { $1 },
      streams: .init(
        input: input.descriptor, output: output.descriptor, errors: errors.descriptor))
    guard await process.wait() == .exited(0) else {
      throw Failure("\(words) failed: \(String(decoding: errors.contents(), as: UTF8.self))")
    }
    return output.contents()
  }

  /// What BuildKit's own client of one of its versions writes.
  static func buildctl(
    _ words: [String], at endpoint: String, program: String = "BENTOKIT_NEW_BUILDCTL"
  ) async throws -> [UInt8] {
    try await output(of: [try variable(program), "--addr", endpoint] + words)
  }
}

/// JSON as the tests look at it.
func decoded<Value: Decodable>(_ json: [UInt8], as type: Value.Type = Value.self) throws -> Value {
  try JSONDecoder().decode(type, from: Data(json))
}
