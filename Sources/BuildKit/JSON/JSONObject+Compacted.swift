extension JSONObject {
  /// JSON without white space between its parts, and with what HTML would take for its own escaped, as Go
  /// writes JSON that it was given.
  package static func compacted(_ json: some Sequence<UInt8>) -> String {
    var result = ""
    var isInText = false
    var isEscaped = false
    for scalar in String(decoding: Array(json), as: UTF8.self).unicodeScalars {
      if isInText {
        isInText = isEscaped || scalar != "\""
        isEscaped = !isEscaped && scalar == "\\"
      } else {
        isInText = scalar == "\""
        if [" ", "\t", "\n", "\r"].contains(scalar) { continue }
      }
      switch scalar {
      case "<", ">", "&", "\u{2028}", "\u{2029}":
        result += quoted(String(scalar)).dropFirst().dropLast()
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
