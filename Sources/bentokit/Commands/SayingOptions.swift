import ArgumentParser
import Bento
import BentoContainer
import BuildProgress

/// How much is said, and how progress looks.
struct SayingOptions: ParsableArguments {
  @Option(help: "How progress is shown: auto, tty, plain, quiet or rawjson.")
  var progress: ProgressChoice?

  @Flag(name: [.customShort("q"), .long], help: "Say nothing but errors and the result.")
  var quiet = false

  @Flag(
    name: [.customLong("debug"), .customLong("verbose")], help: "Say more, such as what is run.")
  var debug = false

  /// What the flags say, else the environment.
  var verbosity: Verbosity {
    if quiet || progress == .quiet { return .quiet }
    return debug ? .debug : .current(processEnvironment)
  }

  /// What builders are told, if anything.
  var builderProgress: String? {
    progress.flatMap { BuilderProgress(rawValue: $0.rawValue) }?.rawValue
  }

  /// How a direct build is shown.
  func mode(_ given: AdditionalOptions) throws -> ProgressMode {
    if verbosity == .quiet { return .quiet }
    if case .texts(let texts) = given["progress"], let mode = texts.last.flatMap(ProgressMode.init)
    {
      return mode
    }
    return try (progress?.mode ?? .auto).asked(environment: StyleVariables.current)
  }
}

/// How the progress of a build is shown that others have started.
struct ProgressOption: ParsableArguments {
  @Option(help: "How progress is shown: auto, tty, plain, quiet or rawjson.")
  var progress = ProgressChoice.auto

  /// What the flag says, else the environment.
  var mode: ProgressMode {
    get throws { try progress.mode.asked(environment: StyleVariables.current) }
  }
}

enum ProgressChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, tty, plain, quiet, rawjson

  var mode: ProgressMode {
    switch self {
    case .auto: .auto
    case .tty: .tty
    case .plain: .plain
    case .quiet: .quiet
    case .rawjson: .rawjson
    }
  }
}
