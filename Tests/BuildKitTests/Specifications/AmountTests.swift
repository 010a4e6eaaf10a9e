import Testing

@testable import BuildKit

@Suite struct AmountTests {
  @Test(
    arguments: [
      ("0", 0), ("1", 1_000_000), ("0.5", 500_000), ("10B", 10), ("2kB", 2000), ("2KB", 2000),
      ("1.5GB", 1_500_000_000), ("2GiB", 2 << 30), ("1tib", 1 << 40),
      ("9000000TB", 9_000_000 * 1_000_000_000_000),
    ] as [(String, Int64)])
  func sizesAreRead(text: String, bytes: Int64) throws {
    #expect(try SpaceSpecification(text, unit: 1_000_000).bytes == bytes)
  }

  @Test(arguments: [("0", 0), ("0.0", 0), ("0GB", 0), ("20B", 20), ("20KB", 20_000)])
  func sizesWithAUnitNeedNoOtherOne(text: String, bytes: Int64) throws {
    #expect(try SpaceSpecification(text).bytes == bytes)
  }

  @Test(arguments: [
    "20", "1", "0.5", "", "GB", "-1", "1e9", "1 GB", "1XB", "10000000TB", "1..5GB", "inf", "0x10",
  ])
  func sizesThatAreNoneAreRefused(text: String) {
    #expect(throws: SpaceSpecification.Invalid(text: text)) { try SpaceSpecification(text) }
  }

  @Test(
    arguments: [
      ("0", 0), ("90s", 90_000_000_000), ("1h30m", 5_400_000_000_000), ("1.5ms", 1_500_000),
      ("7d", 604_800_000_000_000), ("3us4ns", 3004), ("2µs", 2000),
    ] as [(String, Int64)])
  func spansAreRead(text: String, nanoseconds: Int64) throws {
    #expect(try SpanSpecification(text).nanoseconds == nanoseconds)
  }

  @Test(arguments: ["", "5", "s", "-1s", "1h 2m", "1y", "300000d", "1.2.3s"])
  func spansThatAreNoneAreRefused(text: String) {
    #expect(throws: SpanSpecification.Invalid(text: text)) { try SpanSpecification(text) }
  }

  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59.5Z", -500_000_000),
      ("2000-02-29T00:00:00+00:00", 951_782_400_000_000_000),
      ("2024-05-01T12:00:00+02:00", 1_714_557_600_000_000_000),
      ("2024-05-01t10:00:00z", 1_714_557_600_000_000_000),
    ] as [(String, Int64)])
  func timesAreRead(text: String, nanoseconds: Int64) {
    #expect(Timestamp(rfc3339: text)?.nanosecondsSince1970 == nanoseconds)
  }

  @Test(arguments: [
    "", "2024", "2024-05-01", "2024-13-01T00:00:00Z", "2024-05-01T12:00:00", "2024-05-01T25:00:00Z",
    "9999-01-01T00:00:00Z", "2024-05-01T12:00:00.Z", "2024-05-01T12:00:00+2:00",
  ])
  func timesThatAreNoneAreRefused(text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test(arguments: [-1, 0, 1_795_642_464_157_565_951, Int64.max])
  func timesComeBackAsTheyWere(nanoseconds: Int64) {
    let time = Timestamp(nanosecondsSince1970: nanoseconds)
    #expect(Timestamp(rfc3339: time.rfc3339) == time)
  }
}
