/// A JSON object that is written field by field, as Go writes its structs.
package struct JSONObject {
  private var fields: [String] = []

  package init() {}

  /// On one line.
  package var text: String { "{" + fields.joined(separator: ",") + "}" }

  package mutating func add(_ name: String, json: String) {
    fields.append(Self.quoted(name) + ":" + json)
  }

  package mutating func add(_ name: String, _ value: some FixedWidthInteger) {
    add(name, json: String(value))
  }

  /// Left out if empty.
  package mutating func add(_ name: String, _ text: String) {
    if !text.isEmpty { add(name, json: Self.quoted(text)) }
  }

  /// Left out if false.
  package mutating func add(_ name: String, _ flag: Bool) {
    if flag { add(name, json: "true") }
  }

  /// In base64; left out if empty.
  package mutating func add(_ name: String, unlessEmpty bytes: some Collection<UInt8>) {
    if !bytes.isEmpty { add(name, bytes: bytes) }
  }

  /// In base64.
  package mutating func add(_ name: String, bytes: some Collection<UInt8>) {
    add(name, json: Self.base64(bytes))
  }

  /// Left out if empty.
  package mutating func add<Element>(
    _ name: String, _ list: [Element], _ body: (Element) -> String
  ) {
    if !list.isEmpty { add(name, json: "[" + list.map(body).joined(separator: ",") + "]") }
  }

  package static func quoted(_ text: String) -> String {
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

  package static func base64(_ bytes: some Collection<UInt8>) -> String {
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

  /// Left out if empty; sorted by name.
  package mutating func add(_ name: String, _ map: [String: String]) {
    add(name, map: map.mapValues(Self.quoted))
  }

  /// Values that are JSON already. Left out if empty; sorted by name.
  package mutating func add(_ name: String, map: [String: String]) {
    guard !map.isEmpty else { return }
    var object = JSONObject()
    for entry in map.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      object.add(entry.key, json: entry.value)
    }
    add(name, json: object.text)
  }

  /// On several lines, each indented by two spaces for every level, as Go's `MarshalIndent` has it.
  package var indented: String {
    var result: [UInt8] = []
    var level = 0
    var isInText = false
    var isEscaped = false
    let bytes = Array(text.utf8)
    func startLine() -> [UInt8] { [0x0A] + [UInt8](repeating: 0x20, count: 2 * level) }
    for (index, byte) in bytes.enumerated() {
      if isInText {
        isInText = isEscaped || byte != UInt8(ascii: "\"")
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        result.append(byte)
        continue
      }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        result.append(byte)
        level += 1
        // Both closing brackets come two after their opening ones in ASCII.
        if index + 1 < bytes.count, bytes[index + 1] != byte + 2 { result += startLine() }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        level -= 1
        if bytes[index - 1] != byte - 2 { result += startLine() }
        result.append(byte)
      case UInt8(ascii: ","):
        result.append(byte)
        result += startLine()
      case UInt8(ascii: ":"):
        result += [byte, 0x20]
      default:
        isInText = byte == UInt8(ascii: "\"")
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
