import ArgumentParser
import BentoContainer

/// Options of BentoML's command line from before there was `--opt`. They are accepted, and left out of
/// the help.
struct OlderOptions: ParsableArguments {
  @Option(name: .customLong("builder"), parsing: .unconditional, help: .hidden)
  var builder: String?

  /// Those that are given, by their names in `--opt`.
  var given: AdditionalOptions {
    var given: AdditionalOptions = [:]
    given["builder"] = builder.map { .text($0) }
    return given
  }

  /// How they are written today, in one line; nil if none is given.
  var hint: String? {
    let modern = given.elements.flatMap { element in
      let key = String(element.name.map { $0 == "_" ? "-" : $0 })
      switch element.value {
      case .flag: return ["--opt \(key)"]
      case .texts(let texts): return texts.map { "--opt \(key)=\($0)" }
      }
    }
    guard !modern.isEmpty else { return nil }
    return
      "hint: the older form of options is accepted; today's is \(modern.joined(separator: " "))"
  }
}
