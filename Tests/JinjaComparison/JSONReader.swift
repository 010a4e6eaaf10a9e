import Jinja

/// Reads JSON into values of templates: whole and floating point numbers stay apart, entries keep
/// their order, and `{"$tuple": […]}` is a tuple.
struct JSONReader {
  struct Problem: Error {
    let offset: Int
  }

  private let bytes: [UInt8]
  private var index = 0

  private init(_ text: some Sequence<UInt8>) { bytes = Array(text) }

  static func value(of text: String) throws(Problem) -> JinjaValue {
    var reader = JSONReader(text.utf8)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.index == reader.bytes.count else { throw reader.problem }
    return value
  }

  private var problem: Problem { Problem(offset: index) }

  private var peek: UInt8 { index < bytes.count ? bytes[index] : 0 }

  private mutating func skipSpace() {
    while [0x20, 0x09, 0x0A, 0x0D].contains(peek) { index += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard peek == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) throws(Problem) -> JinjaValue {
    guard depth < 100 else { throw problem }
    if take("{") { return try object(depth) }
    if take("[") {
      var elements: [JinjaValue] = []
      if take("]") { return .list([]) }
      repeat { elements.append(try value(depth: depth + 1)) } while take(",")
      guard take("]") else { throw problem }
      return .list(elements)
    }
    if peek == UInt8(ascii: "\"") { return .string(try string()) }
    return try word()
  }

  private mutating func object(_ depth: Int) throws(Problem) -> JinjaValue {
    var entries: [JinjaEntry] = []
    if take("}") { return .dictionary([]) }
    repeat {
      skipSpace()
      let key = try string()
      guard take(":") else { throw problem }
      entries.append(JinjaEntry(.string(key), try value(depth: depth + 1)))
    } while take(",")
    guard take("}") else { throw problem }
    if entries.count == 1, case .string("$tuple") = entries[0].key,
      case .list(let elements) = entries[0].value
    {
      return .tuple(elements)
    }
    return .dictionary(entries)
  }

  private mutating func word() throws(Problem) -> JinjaValue {
    let start = index
    while index < bytes.count, !",]} \n\r\t".utf8.contains(bytes[index]) { index += 1 }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    switch word {
    case "null": return .none
    case "true": return .bool(true)
    case "false": return .bool(false)
    default:
      if let integer = Int(word) { return .int(integer) }
      guard let number = Double(word) else { throw problem }
      return .float(number)
    }
  }

  private mutating func string() throws(Problem) -> String {
    guard peek == UInt8(ascii: "\"") else { throw problem }
    index += 1
    var units: [UInt16] = []
    var plain: [UInt8] = []
    func flush() {
      units += String(decoding: plain, as: UTF8.self).utf16
      plain = []
    }
    while peek != UInt8(ascii: "\"") {
      guard index < bytes.count else { throw problem }
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        plain.append(byte)
        continue
      }
      flush()
      let escape = peek
      index += 1
      let simple: [UInt8: UInt16] = [
        0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x6E: 10, 0x74: 9, 0x72: 13, 0x62: 8, 0x66: 12,
      ]
      if let unit = simple[escape] {
        units.append(unit)
        continue
      }
      guard escape == UInt8(ascii: "u"), index + 4 <= bytes.count,
        let unit = UInt16(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
      else { throw problem }
      units.append(unit)
      index += 4
    }
    flush()
    index += 1
    return String(decoding: units, as: UTF16.self)
  }
}

/// A text as JSON, ASCII only.
func json(_ text: String) -> String {
  var result = "\""
  for unit in text.utf16 {
    switch unit {
    case 0x22: result += "\\\""
    case 0x5C: result += "\\\\"
    case 0x20..<0x7F: result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
    default:
      let digits = String(unit, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
  return result + "\""
}
