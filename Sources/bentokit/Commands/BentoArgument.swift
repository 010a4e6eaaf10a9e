import ArgumentParser
import Bento

/// Which bento.
struct BentoArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The bento: NAME[:VERSION] in the store below BENTOML_HOME, or the path of its folder or archive.",
      valueName: "bento"))
  var reference: String

  /// The bento, after its warnings are shown.
  func load() throws -> Bento {
    let store = BentoStore(home: try BentoMLHome.folder())
    let bento = try store.bento(named: reference)
    for warning in bento.warnings { StandardStream.say("warning: \(warning)") }
    return bento
  }
}
