import Bento

/// The variables of the environment that say how progress is to look.
enum StyleVariables {
  static var current: [String: String] {
    var variables: [String: String] = [:]
    for name in ["NO_COLOR", "TERM", "BUILDKIT_COLORS", "BUILDKIT_TTY_LOG_LINES"] {
      variables[name] = processEnvironment(name)
    }
    return variables
  }
}
