import Bento
import FileTree

struct ProcessPlan: Hashable, Sendable {
  var program: String
  var arguments: [Argument]
  var defaultEnvironment: [String: String] = [:]
  var asAdministrator = false
  var secrets: [Secret] = []
  var secretPassing = SecretPassing.file
  var context: FileTree? = nil
  var standardInput = StandardInput.none
  var standardOutput = StandardOutput.observed

  static func == (a: ProcessPlan, b: ProcessPlan) -> Bool { a.commandLine == b.commandLine }
  func hash(into hasher: inout Hasher) { hasher.combine(commandLine) }
  enum StandardInput: Sendable { case none, inherited, bytes([UInt8]) }
  enum StandardOutput: Sendable { case observed, inherited }
  struct Secret: Hashable, Sendable { var id: String; var value: [UInt8] }
  var commandLine: String { ([program] + arguments.map(\.text)).joined(separator: " ") }
  func run(
    options: ProcessOptions = .init(),
    onOutput: @escaping @Sendable (ProcessOutput) async -> Void = { _ in }
  ) async throws -> ProcessOutcome { throw ContainerError(.noBuilder, "not yet") }
}
struct Argument: Hashable, Sendable, ExpressibleByStringLiteral {
  var text: String
  init(_ t: String) { text = t }
  init(stringLiteral t: String) { text = t }
  static var context: Argument { "<context>" }
  static func inContext(_ p: TreePath) -> Argument { Argument("<context>/\(p)") }
  static func secret(_ id: String) -> Argument { Argument("<secret \(id)>") }
}
enum SecretPassing: Sendable {
  case file; static func of(builder: String) -> SecretPassing { .file }
}
struct ProcessOptions {
  var terminal = TerminalUse.own; var environment: EnvironmentLookup = processEnvironment
}
enum TerminalUse { case own, shared }
enum ProcessOutput: Sendable { case standardOutput([UInt8]), standardError([UInt8]) }
struct ProcessOutcome: Sendable {
  var standardOutput: [UInt8]; var standardError: [UInt8]; var duration: Duration
}
public struct ProcessFailure: Error {
  enum T { case exited(Int32), signalled(Int32) }; var termination: T; var lastLines: [String]
}
extension ProcessPlan { var words: [String] { [program] + arguments.map(\.text) } }
