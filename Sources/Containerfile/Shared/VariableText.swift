internal import Bento

/// How the names and values of environment variables are written in `ARG` and `ENV`.
enum VariableText {
  /// The name without white space around it.
  static func name(_ text: String) throws(ContainerfileError) -> String {
    let name = Words.onOneLine(text)
    let isName: (UInt8, Bool) -> Bool = { byte, isFirst in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "_"):
        true
      case UInt8(ascii: "0")...UInt8(ascii: "9"): !isFirst
      default: false
      }
    }
    let fits = name.utf8.enumerated().allSatisfy { isName($1, $0 == 0) }
    guard !name.isEmpty, fits else {
      throw ContainerfileError(
        .invalidVariableName,
        "\(quoted(text)) can't be the name of an environment variable; use letters, digits and '_'")
    }
    return name
  }

  /// The value, quoted where it has to be; empty for the empty one.
  static func value(_ text: String, of name: String) throws(ContainerfileError) -> String {
    let isOneLine = text.utf8.allSatisfy { $0 != 0 && $0 != 0x0A && $0 != 0x0D }
    guard isOneLine else {
      throw ContainerfileError(
        .invalidVariableValue,
        "the value of the variable \(name) has several lines, which a Containerfile can't hold;"
          + " write it to a file instead")
    }
    return text.isEmpty ? "" : Shell.quoted(text)
  }
}
