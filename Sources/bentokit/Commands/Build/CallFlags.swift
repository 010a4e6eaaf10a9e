import ArgumentParser
import BuildKit

/// Asks the frontend instead of building, by the flags of `docker buildx build`.
struct CallFlags: ParsableArguments {
  @Flag(help: "Check the Dockerfile instead of building it: stands for --call check.")
  var check = false

  @Option(
    name: .customLong("call"), parsing: .unconditional,
    help: """
      Ask the frontend instead of building: check, outline, targets or another sub-request's name, \
      [,format=json][,ignorestatus=true]. A check that finds something exits with 1.
      """)
  var text: String?

  /// The question; nil for a build.
  var call: FrontendCall? {
    get throws {
      guard let name = fields.first else { return check ? .lint : nil }
      switch name {
      case "check", "lint": return .lint
      case "build": return nil
      default: return .other(name.hasPrefix("frontend.") ? name : "frontend.\(name)")
      }
    }
  }

  /// Whether the answer is printed as JSON.
  var isJSON: Bool { fields.contains("format=json") }

  /// Whether findings are no reason to exit with another code than 0.
  var ignoresStatus: Bool { fields.contains("ignorestatus=true") }

  private var fields: [String] {
    (text ?? "").split(separator: ",").map(String.init)
  }

  func validate() throws {
    let known = ["format=json", "format=text", "ignorestatus=true", "ignorestatus=false"]
    if let text, fields.isEmpty || fields[0].contains("=") {
      throw ValidationError("--call \(text): the name of the question comes first")
    }
    if let wrong = fields.dropFirst().first(where: { !known.contains($0) }) {
      throw ValidationError("--call: \(wrong) is none of \(known.joined(separator: ", "))")
    }
    if check, text != nil {
      throw ValidationError("--check stands for --call check; leave one out")
    }
  }
}
