/// The command that fetches a model into a cache: Hugging Face's own `hf`, or `huggingface-cli`, its
/// older name.
struct HubProgram {
  /// How a program takes several patterns.
  enum Patterns {
    /// A flag in front of each; `hf` since 1.0.
    case flagEach
    /// One flag in front of all; the last of several flags would be the only one to count.
    case flagOnce
  }

  let name: String
  let model: HuggingFaceModel
  let cache: String
  /// The address of the hub that the user trusts with a token; nil for the usual one.
  let trusted: String?

  /// The arguments, without the program's name.
  func arguments(_ patterns: Patterns) -> [String] {
    var arguments = ["download", model.modelID, "--revision", model.revision]
    for (flag, values) in [("--include", model.include), ("--exclude", model.exclude)] {
      switch patterns {
      case _ where values.isEmpty: break
      case .flagEach: arguments += values.flatMap { [flag, $0] }
      case .flagOnce: arguments += [flag] + values
      }
    }
    return arguments + ["--cache-dir", cache]
  }

  /// The variables that the program needs beside those that are set. To a hub that only the bento
  /// names, the user's token is not sent.
  var environment: [(String, String)] {
    guard let endpoint = model.endpoint, endpoint != trusted else { return [] }
    return [("HF_ENDPOINT", endpoint)]
      + (endpoint == Self.usualEndpoint ? [] : [("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")])
  }

  private static let usualEndpoint = "https://huggingface.co"

  /// The whole command as a user would type it.
  var commandLine: String {
    let words = [name] + arguments(.flagEach)
    return (environment.map { "\($0)=\(Self.quoted($1))" } + words.map(Self.quoted))
      .joined(separator: " ")
  }

  /// How a program of some version takes patterns.
  ///
  /// - Parameter versionText: what `hf version` prints.
  static func patterns(for versionText: String) -> Patterns {
    // "huggingface_hub version: 0.34.4", later "version: 1.2.0".
    guard let start = versionText.ranges(of: "version: ").last?.upperBound else { return .flagOnce }
    let major = versionText[start...].prefix { $0.isASCII && $0.isNumber }
    return (Int(major) ?? 0) >= 1 ? .flagEach : .flagOnce
  }

  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-_./:=@%+,".utf8.contains(byte)
        }
      }
    return isPlain
      ? word
      : "'"
        + word.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
  }
}
