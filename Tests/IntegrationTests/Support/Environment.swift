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

/// How many times as long as usual a test takes that can be made long: `BENTOKIT_TEST_REPEAT`.
var testRepeats: Int { getenv("BENTOKIT_TEST_REPEAT").flatMap { Int(String(cString: $0)) } ?? 1 }

/// How soon an interrupted build must be over: `BENTOKIT_TEST_PROMPTNESS`, in seconds. A quiet machine
/// takes some milliseconds, and Scripts/soak grants two; beside other tests there is no telling.
let testPromptness = Duration.seconds(
  getenv("BENTOKIT_TEST_PROMPTNESS").flatMap { Int(String(cString: $0)) } ?? 60)

/// Why a test can't go on.
struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
