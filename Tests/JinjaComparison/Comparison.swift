import Jinja

/// Renders templates for `Scripts/compare-jinja`: every line of standard input is a case as JSON, every
/// line of standard output what became of it.
@main
enum Comparison {
  static func main() throws {
    while let line = readLine() {
      switch try TemplateCase(json: line).render() {
      case .success(let text): print("{\"output\": \(json(text))}")
      case .failure(let error):
        print(
          "{\"error\": \(json(error.kind.rawValue)), \"message\": \(json(error.message)),"
            + " \"line\": \(error.line), \"column\": \(error.column),"
            + " \"in\": \(json(error.template ?? ""))}")
      }
    }
  }
}
