import BuildKit

/// Shows the status stream itself, in the form of BuildKit's Go client: an object on each line.
struct RawJSONRenderer: ProgressRenderer {
  private var output = ""

  var isAnimated: Bool { false }

  mutating func update(_ status: StatusResponse, at now: Int64) {
    output += StatusJSON(status).text + "\n"
  }

  mutating func draw(at now: Int64, size: TerminalSize) -> String {
    defer { output = "" }
    return output
  }

  mutating func finish(at now: Int64, size: TerminalSize) -> String {
    draw(at: now, size: size)
  }
}
