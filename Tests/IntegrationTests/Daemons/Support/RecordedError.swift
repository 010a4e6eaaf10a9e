import BuildKit
import FileTree
import GRPCBridge
import Glibc
import Testing
import TestSupport

/// A build that fails in its own way, and the file that holds what a daemon told of it.
///
/// The files are the trailers `grpc-status-details-bin` of the real daemons, without the details that
/// hold stack traces: those tell of the machine that the daemon was built and run on. To record them anew:
/// `BENTOKIT_TEST_RECORD=1 swift test --filter RecordedErrorsTests`.
enum RecordedError: String, CaseIterable, CustomTestStringConvertible {
  case process, syntax, missingFile, fileAction, missingImage, missingFrontend
  case subrequest, capability
  /// The same, asked for as by a frontend.
  case evaluatedProcess, evaluatedMissingFile, evaluatedFileAction

  var testDescription: String { rawValue }

  func request() throws -> BuildRequest {
    let absentImage = try variable("BENTOKIT_TEST_REGISTRY") + "/no/such:image"
    var request = try BuildRequest(dockerfile: dockerfile(absentImage))
    switch self {
    case .subrequest: request.frontendAttributes["requestid"] = "frontend.absent"
    case .capability: request.frontendAttributes["frontend.caps"] = "moby.buildkit.frontend.absent"
    default: break
    }
    return request
  }

  private func dockerfile(_ absentImage: String) -> String {
    switch self {
    case .process, .evaluatedProcess: "FROM busybox\nRUN echo said; \\\n  exit 42\n"
    case .syntax: "FROM scratch\nNONSENSE here\n"
    case .missingFile, .evaluatedMissingFile: "FROM scratch\nCOPY absent /there\n"
    case .fileAction, .evaluatedFileAction: "FROM busybox\nWORKDIR /bin/busybox/below\n"
    case .missingImage: "FROM scratch\n\nFROM \(absentImage)\n"
    case .missingFrontend: "# syntax=\(absentImage)\nFROM scratch\n"
    case .subrequest, .capability: "FROM scratch\n"
    }
  }

  /// Where the file for a daemon is.
  func path(for daemon: Daemon) -> String {
    "\(Places.package)/Tests/BuildKitTests/Errors/Recorded/\(daemon.version)/\(rawValue).status"
  }

  /// What a daemon tells now.
  func details(from daemon: Daemon) async throws -> [UInt8] {
    let error: GRPCError
    switch self {
    case .evaluatedProcess, .evaluatedMissingFile, .evaluatedFileAction:
      error = try await Evaluation.failure(of: request(), on: daemon.endpoint)
    default:
      let failure = try await failure(of: request(), on: daemon.client())
      error = try #require(failure.cause as? GRPCError, "\(failure)")
    }
    return Self.withoutTraces(error.details)
  }

  /// Leaves the details with stack traces out of a `google.rpc.Status`: fields 3 that name that type.
  private static func withoutTraces(_ status: [UInt8]) -> [UInt8] {
    let name = Array("stack.Stack+json".utf8)
    var kept: [UInt8] = []
    var rest = status[...]
    while let tag = rest.first {
      let start = rest
      rest = rest.dropFirst()
      let value = Self.number(&rest)
      if tag & 7 == 2 { rest = rest.dropFirst(value) }
      let field = start[..<rest.startIndex]
      if tag != 3 << 3 | 2 || field.firstRange(of: name) == nil { kept += field }
    }
    return kept
  }

  private static func number(_ bytes: inout ArraySlice<UInt8>) -> Int {
    var value = 0
    var shift = 0
    while let byte = bytes.popFirst() {
      value |= Int(byte & 0x7F) << shift
      shift += 7
      if byte & 0x80 == 0 { break }
    }
    return value
  }
}

extension OpenedFile {
  /// Puts a file there, and the folders on its way.
  static func write(_ bytes: [UInt8], to path: String) throws {
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/\(part)"
      mkdir(folder, 0o755)
    }
    let file = try OpenedFile(path: path, flags: O_WRONLY | O_CREAT | O_TRUNC)
    guard Glibc.write(file.descriptor, bytes, bytes.count) == bytes.count else {
      throw Failure("can't write \(path)")
    }
  }
}
