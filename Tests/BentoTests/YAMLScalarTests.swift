import Bento
import Testing

@Suite struct YAMLScalarTests {
  private func scalar(_ text: String) throws -> YAMLScalar {
    let fields = try YAMLFile.fields(in: Array("x: \(text)".utf8), of: "test.yaml")
    return try #require(fields["x"]).scalar()
  }

  @Test(arguments: ["yes", "Yes", "YES", "on", "true", "TRUE"])
  func theseAreTrue(_ text: String) throws {
    #expect(try scalar(text) == .bool(true))
  }

  @Test(arguments: ["no", "No", "off", "OFF", "false", "False"])
  func theseAreFalse(_ text: String) throws {
    #expect(try scalar(text) == .bool(false))
  }

  @Test(arguments: ["", "~", "null", "Null", "NULL"])
  func theseAreNull(_ text: String) throws {
    #expect(try scalar(text) == .null)
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("12", 12), ("+12", 12), ("-1_000", -1000), ("017", 15), ("0x_fF", 255),
    ("-0b101", -5), ("1:30", 90), ("190:20:30", 685_230), ("!!int '0x10'", 16), ("! 12", 12),
  ])
  func theseAreWholeNumbers(_ text: String, value: Int) throws {
    #expect(try scalar(text) == .integer(value, digits: String(value)))
  }

  @Test func aNumberBeyondAnIntKeepsItsDigits() throws {
    #expect(
      try scalar("99999999999999999999") == .integer(nil, digits: "99999999999999999999"))
  }

  @Test(arguments: [
    ("1.5", 1.5), ("1.", 1), (".5", 0.5), ("-1_0.2_5", -10.25), ("1.5e+3", 1500), ("1:30.5", 90.5),
    ("-.INF", -Double.infinity), ("!!float 1e3", 1000),
  ])
  func theseAreFloats(_ text: String, value: Double) throws {
    #expect(try scalar(text) == .float(value))
  }

  @Test(arguments: [
    "y", "n", "oN", "tRUE", "0o17", "08", "1e3", "1.5e3", "-.5", "01:30", "1:60", "0b", "0x",
    "1.2.3",
    "--1", "2024-1-31", "2024-01-31T08", "2024-01-31 08:00:00 EST", "nullable", "_1", "5:",
  ])
  func theseStayText(_ text: String) throws {
    let quoted = text.hasSuffix(":") ? "'\(text)'" : text
    #expect(try scalar(quoted) == .text(text))
  }

  @Test(arguments: ["'12'", "\"12\"", "!!str 12"])
  func quotesAndTheStringTagMakeText(_ text: String) throws {
    #expect(try scalar(text) == .text("12"))
  }

  @Test(arguments: [
    ("2024-01-31", "2024-01-31"),
    ("2024-1-3 8:00:00", "2024-01-03 08:00:00"),
    ("2024-01-31T08:00:00Z", "2024-01-31 08:00:00+00:00"),
    ("2024-01-31t08:00:00.25 -5:30", "2024-01-31 08:00:00.250000-05:30"),
    ("2024-01-31 08:00:00.1234567", "2024-01-31 08:00:00.123456"),
  ])
  func theseAreDates(_ text: String, python: String) throws {
    let value = try scalar(text)
    guard case .timestamp = value else {
      Issue.record("\(value) is no timestamp")
      return
    }
    #expect(value.pythonText == python)
  }

  @Test(arguments: [
    "2024-02-30", "2024-13-01 00:00:00", "2024-01-01 24:00:00", "0b_", "=", "!!int x",
  ])
  func theseAreRefused(_ text: String) {
    #expect(throws: BentoError.self) { try scalar(text) }
  }

  @Test(arguments: [
    ("yes", "True"), ("~", "None"), ("3.10", "3.1"), ("017", "15"), ("1.0e+20", "1e+20"),
    ("0.00001", "1e-05"), ("1.", "1.0"),
  ])
  func textIsMadeAsPythonDoes(_ text: String, python: String) throws {
    #expect(try scalar(text).pythonText == python)
  }
}
