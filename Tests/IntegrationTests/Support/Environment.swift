import Glibc

/// The value of a variable that the environment of the tests sets.
///
/// - Throws: ``Failure`` that says how to set it.
func variable(_ name: String) throws -> String {
  guard let value = getenv(name) else {
    throw Failure(
      "\(name) is not set; run Scripts/environment up, then eval \"$(Scripts/environment env)\"")
  }
  return String(cString: value)
}

/// Why a test can't go on.
struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
