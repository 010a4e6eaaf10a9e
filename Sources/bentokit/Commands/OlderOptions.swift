import ArgumentParser
import BentoContainer

/// Options of BentoML's command line from before there was `--opt`. Those that are no flags of ours are
/// accepted, and left out of the help.
struct OlderOptions: ParsableArguments {
  @Option(name: .customLong("builder"), parsing: .unconditional, help: .hidden)
  var builder: String?

  /// Those that are given, by their names in `--opt`.
  var given: AdditionalOptions {
    var given: AdditionalOptions = [:]
    given["builder"] = builder.map { .text($0) }
    return given
  }

  /// How those that are given are written today, in one line; nil if there are none.
  var hint: String? {
    guard let builder else { return nil }
    return "hint: the older form of options is accepted; today's is --opt builder=\(builder)"
  }
}
