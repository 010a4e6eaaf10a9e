import Bytes
import Foundation
import GRPCBridge
import Testing

@testable import BuildKit

/// What real daemons told of builds that failed, as `RecordedErrorsTests` of the integration tests recorded
/// it, becomes a typed error that says all of it.
@Suite struct RecordedErrorTests {
  struct Expectation: Sendable, CustomTestStringConvertible {
    var name: String
    var code: BuildError.Code
    var message: String
    var operation: FailedOperation?
    /// The first line of the place in the Dockerfile.
    var line: Int?
    var exitCode: Int?
    var advice: String?

    var testDescription: String { name }
  }

  static let expectations = [
    Expectation(
      name: "evaluatedProcess", code: .stepFailed, message: "exit code: 42",
      operation: .process(["/bin/sh", "-c", "echo said;   exit 42"]), line: 2, exitCode: 42,
      advice: "mend the command"),
    Expectation(
      name: "evaluatedMissingFile", code: .stepFailed, message: #""/absent": not found"#,
      operation: .contents(input: 0), line: 2, advice: "put the file into the build context"),
    Expectation(
      name: "evaluatedFileAction", code: .stepFailed,
      message: "/bin/busybox/below: not a directory",
      operation: .file(.makeFolder("/bin/busybox/below")), line: 2),
    Expectation(
      name: "process", code: .stepFailed,
      message:
        #"process "/bin/sh -c echo said;   exit 42" did not complete successfully: exit code: 42"#,
      line: 2, exitCode: 42, advice: "mend the command"),
    Expectation(
      name: "syntax", code: .invalidArgument, message: "unknown instruction: NONSENSE", line: 2,
      advice: "mend the Dockerfile"),
    Expectation(
      name: "missingFile", code: .stepFailed, message: #""/absent": not found"#, line: 2,
      advice: "put the file into the build context"),
    Expectation(
      name: "fileAction", code: .stepFailed, message: "/bin/busybox/below: not a directory", line: 2
    ),
    Expectation(
      name: "missingImage", code: .notFound, message: "/no/such:image: not found", line: 3,
      advice: "image's name"),
    Expectation(
      name: "missingFrontend", code: .notFound, message: "/no/such:image: not found", line: 1,
      advice: "image's name"),
    Expectation(
      name: "subrequest", code: .unimplemented, message: "unsupported request frontend.absent",
      advice: "use a newer frontend"),
    Expectation(
      name: "capability", code: .unimplemented,
      message: "unsupported frontend capability moby.buildkit.frontend.absent",
      advice: "use a newer frontend"),
  ]

  @Test(arguments: expectations, ["0.13.2", "0.25.2"])
  func aRecordedErrorIsReadWhole(_ expected: Expectation, of version: String) throws {
    let error = try Self.error(expected.name, of: version)
    #expect(error.code == expected.code)
    #expect(error.message.contains(expected.message), "\(error.message)")
    #expect(error.sources.last?.firstLine == expected.line)
    #expect(error.sources.allSatisfy { $0.filename == "Dockerfile" })
    #expect((error.step != nil) == (expected.code == .stepFailed))
    #expect(error.step?.exitCode == expected.exitCode)
    #expect(error.step?.operation == expected.operation)
    if let advice = expected.advice {
      #expect(error.advice?.contains(advice) == true, "\(error.advice ?? "none")")
    } else {
      #expect(error.advice == nil)
    }
  }

  @Test func newerDaemonsNameTheStep() throws {
    let step = try Self.error("evaluatedProcess", of: "0.25.2").step
    #expect(step?.name == "[2/2] RUN echo said;   exit 42")
  }

  @Test func newerDaemonsTellTheFrontendToo() throws {
    let frontends = try Self.error("missingFrontend", of: "0.25.2").details?.frontends
    #expect(frontends?.map(\.name) == ["dockerfile.v0", "gateway.v0"])
    #expect(frontends?.last?.image.contains("/no/such:image") == true)
  }

  @Test func namesThatAreMissingAreTold() throws {
    for version in ["0.13.2", "0.25.2"] {
      let subrequest = try Self.error("subrequest", of: version).details?.unsupportedSubrequest
      #expect(subrequest == "frontend.absent")
      let capability = try Self.error("capability", of: version).details?
        .missingFrontendCapability
      #expect(capability == "moby.buildkit.frontend.absent")
    }
  }

  /// The error that a client makes of a recorded trailer.
  static func error(_ name: String, of version: String) throws -> BuildError {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Recorded/\(version)/\(name).status")
    let bytes = Array(try Data(contentsOf: file))
    let status = try BuildErrorDetails(decoding: ByteChain(bytes))
    return BuildError(
      GRPCError(
        status: GRPCStatus(
          code: GRPCCode(rawValue: UInt32(status.code)), message: status.message,
          trailingMetadata: GRPCMetadata([("grpc-status-details-bin", bytes)])),
        method: "/moby.buildkit.v1.Control/Solve", address: "unix:///buildkitd.sock"))
  }
}
