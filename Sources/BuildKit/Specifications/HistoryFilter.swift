/// Which builds of the history to tell of, as `docker buildx history ls --filter` takes it.
///
/// Daemons before 0.20 know no filters; this one is applied to what they tell.
public struct HistoryFilter: Hashable, Sendable {
  private enum Key: String {
    case ref, repository, status, startedAt, completedAt, duration
  }

  private enum Comparison: String {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
  }

  private enum Value: Hashable {
    case text(String)
    /// Nanoseconds: of a duration, or before now.
    case span(Int64)
    case time(Timestamp)
  }

  private let key: Key
  private let comparison: Comparison
  private let value: Value

  /// A filter that isn't one.
  public struct Invalid: Error, Equatable, CustomStringConvertible {
    /// The filter as it was given.
    public let text: String
    /// What is wrong with it.
    public let reason: String
    /// One line that names the filter and says what to write.
    public var description: String { "invalid filter \"\(text)\": \(reason)" }
  }

  /// Reads `KEY=VALUE` or `KEY!=VALUE` with the key `ref`, `repository` or `status` (which is
  /// `running`, `completed`, `error` or `canceled`); or `KEY<VALUE`, `<=`, `>`, `>=` with the key
  /// `startedAt`, `completedAt` (a time by RFC 3339, or how long ago) or `duration`.
  ///
  /// - Throws: ``Invalid``.
  public init(_ text: String) throws(Invalid) {
    func invalid(_ reason: String) -> Invalid { Invalid(text: text, reason: reason) }
    let name = text.prefix { !"=!<>".contains($0) }
    let sign = text.dropFirst(name.count).prefix { "=!<>".contains($0) }
    let rest = String(text.dropFirst(name.count + sign.count))
    guard let key = Key(rawValue: String(name)) else {
      throw invalid("expected ref, repository, status, startedAt, completedAt or duration first")
    }
    guard let comparison = Comparison(rawValue: String(sign)), !rest.isEmpty else {
      throw invalid("expected =, !=, <, <=, > or >= and a value after \(name)")
    }
    let isOrder = comparison != .equal && comparison != .unequal
    switch key {
    case .ref, .repository, .status:
      guard !isOrder else { throw invalid("\(name) takes = or !=") }
      guard key != .status || BuildHistoryRecord.Status(rawValue: rest) != nil else {
        throw invalid("a status is running, completed, error or canceled")
      }
      value = .text(rest)
    case .startedAt, .completedAt, .duration:
      guard isOrder else { throw invalid("\(name) takes <, <=, > or >=") }
      if let span = try? SpanSpecification(rest) {
        value = .span(span.nanoseconds)
      } else if key != .duration, let time = Timestamp(rfc3339: rest) {
        value = .time(time)
      } else {
        throw invalid(
          key == .duration
            ? "expected a duration such as 90s"
            : "expected a time such as 2024-05-01T12:00:00Z, or 2h")
      }
    }
    self.key = key
    self.comparison = comparison
  }

  /// Whether a build passes.
  ///
  /// - Parameters:
  ///   - record: the build.
  ///   - now: by the daemon's clock.
  public func passes(_ record: BuildHistoryRecord, at now: Timestamp) -> Bool {
    switch value {
    case .text(let sought):
      let text =
        switch key {
        case .ref: record.ref
        case .status: record.status.rawValue
        default: record.repository ?? ""
        }
      if comparison == .unequal { return text != sought }
      return key == .status ? text == sought : text.contains(sought)
    case .time(let time):
      return compare(moment(record)?.nanosecondsSince1970, time.nanosecondsSince1970)
    case .span(let span):
      if key == .duration { return compare(record.duration(at: now), span) }
      return compare(
        moment(record)?.nanosecondsSince1970, now.nanosecondsSince1970.saturatedSubtracting(span))
    }
  }

  private func moment(_ record: BuildHistoryRecord) -> Timestamp? {
    key == .startedAt ? record.createdAt : record.completedAt
  }

  /// What hasn't come to be yet passes nothing.
  private func compare(_ left: Int64?, _ right: Int64) -> Bool {
    guard let left else { return false }
    switch comparison {
    case .less: return left < right
    case .atMost: return left <= right
    case .greater: return left > right
    case .atLeast: return left >= right
    case .equal, .unequal: return false
    }
  }
}

extension Int64 {
  /// The difference, or the end of the range that it is beyond.
  func saturatedSubtracting(_ other: Int64) -> Int64 {
    let (difference, isOver) = subtractingReportingOverflow(other)
    return isOver ? (other > 0 ? .min : .max) : difference
  }
}
