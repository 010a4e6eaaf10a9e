import BuildKit

/// How Go marshals a protobuf message as JSON: which field comes in which place and under which name.
struct MessageShape: Sendable {
  indirect enum Value: Sendable {
    case text
    /// In base64.
    case bytes
    case number
    case truth
    case message(@Sendable () -> MessageShape)
    /// From text to values; Go sorts it.
    case map(Value)
    case list(Value)
  }

  struct Field: Sendable {
    let number: UInt64
    let name: String
    let value: Value

    init(_ number: UInt64, _ name: String, _ value: Value) {
      self.number = number
      self.name = name
      self.value = value
    }
  }

  /// In the order of Go's struct.
  let fields: [Field]

  init(_ fields: Field...) { self.fields = fields }

  /// The message as an object; nil if it is none.
  func json(_ message: [UInt8]) -> String? {
    message.withUnsafeBytes { bytes in
      try? json(bytes, bytes.indices, depth: 0)
    }
  }
}

extension MessageShape {
  /// What a field has on the wire: a number, or where its bytes lie.
  private enum Wire {
    case number(UInt64)
    case range(Range<Int>)
  }

  /// Definitions refer to files, which refer to definitions: a daemon may nest them as it likes.
  private static let deepest = 32

  private func json(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, depth: Int
  ) throws(MalformedMessage) -> String {
    guard depth < Self.deepest else { throw MalformedMessage("Definition") }
    let found = try values(bytes, range)
    var object = JSONObject()
    for field in fields {
      guard let values = found[field.number] else { continue }
      if let json = try Self.json(field.value, values, bytes, depth) {
        object.add(field.name, json: json)
      }
    }
    return object.text
  }

  private func values(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>
  ) throws(MalformedMessage) -> [UInt64: [Wire]] {
    var reader = WireReader(bytes, range, message: "Definition")
    var found: [UInt64: [Wire]] = [:]
    while let field = try reader.field() {
      switch field.type {
      case .varint: found[field.number, default: []].append(.number(try reader.varint()))
      case .lengthDelimited:
        found[field.number, default: []].append(.range(try reader.range(field.type)))
      case .fixed32, .fixed64: try reader.skip(field.type)
      }
    }
    return found
  }

  /// The field's value; nil if it is what Go leaves out.
  private static func json(
    _ value: Value, _ found: [Wire], _ bytes: UnsafeRawBufferPointer, _ depth: Int
  ) throws(MalformedMessage) -> String? {
    switch value {
    case .list(let element):
      var texts: [String] = []
      for wire in found { texts.append(try json(element, of: wire, bytes, depth)) }
      return "[" + texts.joined(separator: ",") + "]"
    case .map(let element):
      let entry = MessageShape(.init(1, "", .text), .init(2, "", element))
      var texts: [String: String] = [:]
      for case .range(let range) in found {
        let pair = try entry.values(bytes, range)
        guard case .range(let key)? = pair[1]?.last ?? .range(0..<0) else { continue }
        let empty: Wire =
          switch element {
          case .number, .truth: .number(0)
          default: .range(0..<0)
          }
        texts[text(bytes, key)] = try json(element, of: pair[2]?.last ?? empty, bytes, depth)
      }
      var object = JSONObject()
      for entry in texts.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
        object.add(entry.key, json: entry.value)
      }
      return object.text
    default:
      guard let wire = found.last else { return nil }
      switch (value, wire) {
      case (.message, _): break
      case (_, .number(0)): return nil
      case (_, .range(let range)) where range.isEmpty: return nil
      default: break
      }
      return try json(value, of: wire, bytes, depth)
    }
  }

  private static func json(
    _ value: Value, of wire: Wire, _ bytes: UnsafeRawBufferPointer, _ depth: Int
  ) throws(MalformedMessage) -> String {
    switch (value, wire) {
    case (.number, .number(let number)): return String(Int64(bitPattern: number))
    case (.truth, .number(let number)): return number == 0 ? "false" : "true"
    case (.text, .range(let range)): return JSONObject.quoted(text(bytes, range))
    case (.bytes, .range(let range)): return JSONObject.base64(bytes[range])
    case (.message(let shape), .range(let range)):
      return try shape().json(bytes, range, depth: depth + 1)
    default: throw MalformedMessage("Definition")
    }
  }

  private static func text(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}
