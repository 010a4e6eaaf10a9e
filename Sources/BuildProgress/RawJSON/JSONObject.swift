/// A JSON object that is written field by field.
struct JSONObject {
  private var fields: [String] = []

  var text: String { "{" + fields.joined(separator: ",") + "}" }

  mutating func add(_ name: String, json: String) {
    fields.append(Self.quoted(name) + ":" + json)
  }

  mutating func add(_ name: String, _ value: some FixedWidthInteger) {
    add(name, json: String(value))
  }

  /// Left out if empty.
  mutating func add(_ name: String, _ text: String) {
    if !text.isEmpty { add(name, json: Self.quoted(text)) }
  }

  /// Left out if false.
  mutating func add(_ name: String, _ flag: Bool) {
    if flag { add(name, json: "true") }
  }

  /// In base64; left out if empty.
  mutating func add(_ name: String, unlessEmpty bytes: some Collection<UInt8>) {
    if !bytes.isEmpty { add(name, bytes: bytes) }
  }

  /// In base64.
  mutating func add(_ name: String, bytes: some Collection<UInt8>) {
    add(name, json: Self.base64(bytes))
  }

  /// Left out if empty.
  mutating func add<Element>(
    _ name: String, _ list: [Element], _ body: (Element) -> String
  ) {
    if !list.isEmpty { add(name, json: "[" + list.map(body).joined(separator: ",") + "]") }
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      // Go escapes what HTML would take for its own, too.
      case "\0"..."\u{1F}", "<", ">", "&", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  static func base64(_ bytes: some Collection<UInt8>) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let group = rest.prefix(3)
      let padded = Array(group) + [0, 0]
      let bits = Int(padded[0]) << 16 | Int(padded[1]) << 8 | Int(padded[2])
      for digit in 0..<4 {
        result.append(
          digit > group.count ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * digit) & 63])
      }
      rest = rest.dropFirst(3)
    }
    return "\"" + String(decoding: result, as: UTF8.self) + "\""
  }
}
