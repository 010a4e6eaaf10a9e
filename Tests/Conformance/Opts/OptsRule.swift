import BentoContainer

/// What is to come of a command line: a plan, or a refusal.
struct OptsExpectation {
  var backend: String
  var imageTags: [String]?
  var features: [String]
  /// Nil for a refusal.
  var arguments: [String: PythonValue]?
  /// Other arguments that must have the same plan, where none was recorded.
  var sameAs: [String]?
}

/// How a recorded call is mended where it shows a defect of the reference.
struct OptsRule: Sendable {
  /// The defect, or the decision of ours.
  let id: String
  let mend: @Sendable (OptsCase, inout OptsExpectation) -> Void

  init(_ id: String, _ mend: @escaping @Sendable (OptsCase, inout OptsExpectation) -> Void) {
    self.id = id
    self.mend = mend
  }

  static let all = [
    // Names that collide with other arguments, or are none.
    OptsRule("D46") { recorded, expected in
      let reserved: Set = ["", "backend", "bento_tag", "features", "image_tag", "_run_as_root"]
      if !reserved.isDisjoint(with: recorded.keys) { expected.arguments = nil }
    },
    OptsRule("D46") { recorded, expected in
      var rest = recorded.args[...]
      var kept: [String] = []
      while let argument = rest.popFirst() {
        if argument == "--opt" {
          kept.append(argument)
          if let value = rest.popFirst() { kept.append(value) }
          continue
        }
        let name = String(argument.drop { $0 == "-" }.map { $0 == "-" ? "_" : $0 })
        guard argument.hasPrefix("--"), recorded.keys.contains(name) else {
          kept.append(argument)
          continue
        }
        if rest.first?.hasPrefix("-") == false { rest.removeFirst() }
      }
      if kept.count < recorded.args.count { expected.sameAs = kept }
    },
    OptsRule("D55") { recorded, expected in
      if recorded.keys.contains("file") || recorded.keys.contains("context_path") {
        expected.arguments = nil
      }
    },
    OptsRule("D23") { recorded, expected in
      let names = recorded.values(of: "-t", "--image-tag", "--docker-image-tag")
      if names.contains(where: { $0.wholeMatch(of: ImageName.pattern) == nil }) {
        expected.arguments = nil
      }
    },
    OptsRule("D27") { _, expected in
      if !expected.features.allSatisfy(ImageName.features.contains) { expected.arguments = nil }
    },
    OptsRule("D19") { recorded, expected in
      guard let environment = recorded.env else { return }
      let debugs = environment["BENTOML_DEBUG"] == "true" || environment["BENTOML_VERBOSITY"] == "1"
      if debugs { expected.arguments?["progress"] = .text("plain") }
    },
    OptsRule("D15") { recorded, expected in
      let isOff = recorded.env?["DOCKER_BUILDKIT"] == "0" && expected.backend != "buildctl"
      let isSupported = !["podman", "buildah"].contains(expected.backend)
      if isOff || !isSupported { expected.arguments?["progress"] = nil }
    },
  ]
}

/// The grammar of names, in the distribution project's words.
enum ImageName {
  private static let component = #"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"#
  private static let host =
    #"(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|localhost|[A-Za-z0-9-]+(?=:))(?::[0-9]+)?"#
  static var pattern: Regex<AnyRegexOutput> {
    let text = "(?:\(host)/)?\(component)(?:/\(component))*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?"
    return (try? Regex(text)) ?? Regex(verbatim: text).asAny
  }

  static let features: Set = [
    "all", "aws", "grpc", "grpc-channelz", "grpc-reflection", "io", "io-file", "io-image",
    "io-json",
    "io-pandas", "monitor-otlp", "tracing", "tracing-jaeger", "tracing-otlp", "tracing-zipkin",
    "triton",
  ]
}

extension Regex where Output == Substring {
  fileprivate var asAny: Regex<AnyRegexOutput> { Regex<AnyRegexOutput>(self) }
}
