/// Words for a POSIX shell.
enum Shell {
  /// The word in quotes, unless every character of it is harmless.
  static func quoted(_ word: String) -> String {
    guard word.isEmpty || !word.utf8.allSatisfy(isHarmless) else { return word }
    var text = "'"
    for scalar in word.unicodeScalars {
      if scalar == "'" {
        // A quote can't be inside of quotes: end them, quote it, begin them anew.
        text += "'\"'\"'"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text + "'"
  }

  private static func isHarmless(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: harmlessSigns.contains(byte)
    }
  }

  private static let harmlessSigns = Set("@%_-+=:,./".utf8)
}
