import Bento
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00+00:00", 0),
    ("1970-01-01", 0),
    ("2000-02-29T12:00:00Z", 951_825_600_000_000),
    ("2024-01-31T08:00:00.123456+00:00", 1_706_688_000_123_456),
    ("2024-01-31T08:00:00.123456+02:00", 1_706_680_800_123_456),
    ("2024-01-31 08:00", 1_706_688_000_000_000),
    ("20240131T080000.5Z", 1_706_688_000_500_000),
    ("2024-01-31T08-0530", 1_706_707_800_000_000),
    ("0001-01-01T00:00:00", -62_135_596_800_000_000),
  ])
  func isoTextsAreMoments(_ text: String, microseconds: Int) throws {
    let timestamp = try #require(Timestamp(iso8601: text))
    #expect(timestamp.microsecondsSinceEpoch == microseconds)
  }

  @Test(arguments: [
    "", "yesterday", "2024", "2024-1-31", "2024-02-30", "2023-02-29", "2024-01-31T",
    "2024-01-31T8:00",
    "2024-01-31T08:00:", "2024-01-31T08:0012", "2024-01-31T08:00:00.", "2024-01-31T08:00:00+24:00",
    "2024-01-31T08:00:00Zx", "2024-0131",
  ])
  func otherTextsAreNone(_ text: String) {
    #expect(Timestamp(iso8601: text) == nil)
  }
}
