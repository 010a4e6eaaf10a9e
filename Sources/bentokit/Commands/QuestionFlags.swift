import ArgumentParser

/// Questions about a bento's Dockerfile.
struct QuestionFlags: ParsableArguments {
  @Flag(help: "Have BuildKit check the Dockerfile; exits with 1 if it finds something.")
  var check = false

  @Flag(help: "List what the build can be given.")
  var outline = false

  @Flag(help: "List the stages.")
  var targets = false

  @Option(help: "How an answer is printed: text or json.")
  var format: PrintFormat?

  /// The question; nil if none is asked.
  var call: FrontendCall? { check ? .lint : outline ? .outline : targets ? .targets : nil }

  func validate() throws {
    if [check, outline, targets].count(where: { $0 }) > 1 {
      throw ValidationError("ask one of --check, --outline and --targets")
    }
  }
}
