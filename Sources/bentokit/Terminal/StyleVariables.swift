import Bento
import BuildProgress

/// The variables of the environment that say how progress is to look.
enum StyleVariables {
  static var current: [String: String] {
    var variables: [String: String] = [:]
    for name in ProgressStyle.variables {
      variables[name] = processEnvironment(name)
    }
    return variables
  }
}
