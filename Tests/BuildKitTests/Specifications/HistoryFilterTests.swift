import Testing

@testable import BuildKit

@Suite struct HistoryFilterTests {
  /// A build that began at 100 s, failed at 160 s and is looked at at 1000 s.
  private var record: BuildHistoryRecord {
    var record = BuildHistoryRecord()
    record.ref = "abc"
    record.frontendAttributes = ["vcs:source": "https://example.com/repo.git"]
    record.createdAt = Timestamp(nanosecondsSince1970: 100_000_000_000)
    record.completedAt = Timestamp(nanosecondsSince1970: 160_000_000_000)
    record.error = BuildErrorDetails(code: 2, message: "m")
    return record
  }
  private let now = Timestamp(nanosecondsSince1970: 1_000_000_000_000)

  @Test(arguments: [
    ("ref=ab", true), ("ref!=abc", false), ("ref!=ab", true), ("repository=example", true),
    ("status=error", true), ("status!=error", false), ("status=canceled", false),
    ("duration>59s", true), ("duration>=60s", true), ("duration<60s", false),
    ("duration<=1m", true),
    ("startedAt<10m", true), ("startedAt>20m", true), ("completedAt>15m", true),
    ("startedAt>1970-01-01T00:01:39Z", true), ("startedAt<=1970-01-01T00:01:39Z", false),
  ])
  func buildsPassOrDont(text: String, passes: Bool) throws {
    #expect(try HistoryFilter(text).passes(record, at: now) == passes)
  }

  @Test func whatHasNotEndedPassesNoEnd() throws {
    var running = record
    running.completedAt = nil
    running.error = nil
    #expect(try !HistoryFilter("completedAt>14m").passes(running, at: now))
    #expect(try HistoryFilter("status=running").passes(running, at: now))
    #expect(try HistoryFilter("duration>=900s").passes(running, at: now))
  }

  @Test(arguments: [
    "", "ref", "ref=", "=x", "colour=red", "status=good", "status>error", "ref<=a", "duration=3s",
    "duration>x", "startedAt>yesterday", "startedAt~=2h", "duration>2024-05-01T12:00:00Z",
  ])
  func filtersThatAreNoneAreRefused(text: String) {
    #expect(throws: HistoryFilter.Invalid.self) { try HistoryFilter(text) }
  }
}
