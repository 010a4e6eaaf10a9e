/// What the Dockerfile frontend finds wrong with a Dockerfile.
public struct LintReport: Sendable {
  /// One thing that is wrong, or could be better.
  public struct Finding: Hashable, Sendable {
    /// The rule's name, such as `StageNameCasing`.
    public var rule: String
    /// What the rule is for, in one line.
    public var description: String
    /// What is wrong here, in one line.
    public var message: String
    /// Where to read more; empty for nowhere.
    public var url: String
    /// The place in the Dockerfile; nil if it is about none.
    public var source: SourceExcerpt?
  }

  /// Why the Dockerfile can't be built at all.
  public struct Failure: Hashable, Sendable {
    /// What is wrong, in one line.
    public var message: String
    /// The place in the Dockerfile.
    public var source: SourceExcerpt?
  }

  /// What was found, by place.
  public var findings: [Finding]
  /// Why the Dockerfile can't be built at all; nil if it can.
  public var failure: Failure?
}

extension Subrequest where Value == LintReport {
  /// What is wrong with a Dockerfile (`frontend.lint`). Known from BuildKit 0.14 on.
  public static var lint: Subrequest {
    Subrequest(
      "frontend.lint",
      advice: "Dockerfiles are checked by BuildKit 0.14 and newer, or where the Dockerfile begins "
        + "with # syntax=docker/dockerfile:1.8 or newer", LintJSON.self, \.report)
  }
}

/// The answer as frontend/subrequests/lint writes it.
private struct LintJSON: Decodable {
  struct Warning: Decodable {
    var ruleName: String?
    var description: String?
    var url: String?
    var detail: String?
    var location: SourceLocationJSON?
  }
  struct Failure: Decodable {
    var message: String?
    var location: SourceLocationJSON?
  }

  var warnings: [Warning]?
  var sources: [SourceInfoJSON]?
  var buildError: Failure?

  var report: LintReport {
    let sources = sources ?? []
    let findings = (warnings ?? []).map { warning in
      LintReport.Finding(
        rule: warning.ruleName ?? "", description: warning.description ?? "",
        message: warning.detail ?? "", url: warning.url ?? "",
        source: warning.location?.excerpt(of: sources))
    }
    return LintReport(
      findings: findings.enumerated().sorted { Self.place($0) < Self.place($1) }.map(\.element),
      failure: buildError.map {
        LintReport.Failure(
          message: $0.message ?? "", source: $0.location?.excerpt(of: sources))
      })
  }

  /// By file, line, and the frontend's own order.
  private static func place(
    _ finding: EnumeratedSequence<[LintReport.Finding]>.Element
  ) -> (String, Int, Int) {
    let source = finding.element.source
    return (source?.filename ?? "", source?.ranges.first?.start.line ?? 0, finding.offset)
  }
}
