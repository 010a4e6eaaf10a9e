import Bento

/// How much is said beside the result.
enum Verbosity {
  /// Errors only.
  case quiet
  /// What users need to hear.
  case normal
  /// What is run, too.
  case debug

  /// What the environment says: `BENTOML_QUIET`, `BENTOML_DEBUG`, and `BENTOML_VERBOSITY`, a number
  /// that is below, at or above 0.
  static func current(_ environment: EnvironmentLookup) -> Verbosity {
    if isTrue(environment("BENTOML_QUIET")) { return .quiet }
    if isTrue(environment("BENTOML_DEBUG")) { return .debug }
    switch environment("BENTOML_VERBOSITY").flatMap({ Int($0) }) ?? 0 {
    case ..<0: return .quiet
    case 0: return .normal
    default: return .debug
    }
  }

  private static func isTrue(_ value: String?) -> Bool {
    ["1", "true", "yes", "on"].contains(value?.lowercased())
  }

  /// Says something on standard error, unless all is to be quiet.
  func say(_ text: String) {
    if self != .quiet { StandardStream.say(text) }
  }
}
