import ArgumentParser
import BuildKit
import BuildProgress

/// A question to a frontend, and how its answer is printed.
enum FrontendCall: Equatable {
  /// What is wrong with the Dockerfile.
  case lint
  /// Another question, by its name in BuildKit.
  case other(String)

  static let outline = FrontendCall.other("frontend.outline")
  static let targets = FrontendCall.other("frontend.targets")

  /// By its name in BuildKit.
  init(_ name: String) { self = name == "frontend.lint" ? .lint : .other(name) }

  /// Asks, and prints the answer.
  ///
  /// - Throws: what asking throws; `ExitCode` 1 where something is wrong with the Dockerfile.
  func answer(
    isJSON: Bool, ignoresStatus: Bool = false,
    asking: (Subrequest<[UInt8]>) async throws -> SubrequestAnswer<[UInt8]>,
    lint: () async throws -> SubrequestAnswer<LintReport>
  ) async throws {
    switch self {
    case .other(let name):
      let answer = try await asking(.named(name))
      if isJSON || answer.text.isEmpty { return try Self.print(answer.json) }
      try StandardStream.print(StandardStream.harmless(answer.text))
    case .lint:
      let answer = try await lint()
      if isJSON {
        try Self.print(answer.json)
      } else {
        try StandardStream.print(Findings.text(answer.value))
      }
      if !ignoresStatus, !answer.value.findings.isEmpty || answer.value.failure != nil {
        throw ExitCode.failure
      }
    }
  }

  private static func print(_ json: [UInt8]) throws {
    try StandardStream.print(json + (json.last == UInt8(ascii: "\n") ? [] : [UInt8(ascii: "\n")]))
  }
}

/// What was found wrong with a Dockerfile, in words.
enum Findings {
  static func text(_ report: LintReport) -> String {
    var text = ""
    for finding in report.findings {
      text += "warning: \(printable(finding.rule)): \(printable(finding.message))\n"
      if !finding.url.isEmpty { text += "  \(printable(finding.url))\n" }
      if let source = finding.source { text += source.text() + "\n" }
      text += "\n"
    }
    if let failure = report.failure {
      text += "error: \(printable(failure.message))\n"
      if let source = failure.source { text += source.text() + "\n" }
      return text
    }
    switch report.findings.count {
    case 0: return text + "No findings.\n"
    case 1: return text + "1 finding.\n"
    case let count: return text + "\(count) findings.\n"
    }
  }
}
