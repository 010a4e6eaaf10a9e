import Foundation
import Jinja
import Testing

@testable import jinja_comparison

/// A file of templates in the folder Cases, and what is expected of them. `Scripts/compare-jinja --record`
/// writes that down.
struct CaseFile: CustomTestStringConvertible {
  struct Case {
    let name: String
    let template: TemplateCase
  }

  enum Expected {
    case output(String)
    case error(JinjaError.Kind)
  }

  let name: String

  var testDescription: String { name }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()

  static let all = [
    "expressions.lines", "filters.lines", "inheritance.cases", "sandbox.lines", "statements.lines",
    "strings.lines", "templates.cases", "tests.lines", "whitespace.cases",
  ].map(CaseFile.init)

  /// What is expected, by the names of cases: an output, or the kind of an error.
  static func recorded() throws -> [String: Expected] {
    let text = try String(contentsOf: folder.appending(path: "Recorded.json"), encoding: .utf8)
    guard case .dictionary(let entries) = try JSONReader.value(of: text) else { return [:] }
    var recorded: [String: Expected] = [:]
    for entry in entries {
      guard case .string(let name) = entry.key else { continue }
      switch entry.value {
      case .string(let output): recorded[name] = .output(output)
      case .dictionary(let fields):
        guard case .string(let kind)? = fields.first?.value,
          let kind = JinjaError.Kind(rawValue: kind)
        else { continue }
        recorded[name] = .error(kind)
      default: continue
      }
    }
    return recorded
  }

  func cases() throws -> [Case] {
    let text = try String(
      contentsOf: Self.folder.appending(path: "Cases/\(name)"), encoding: .utf8)
    return name.hasSuffix(".lines") ? try lines(text) : try sections(text)
  }

  private func lines(_ text: String) throws -> [Case] {
    var cases: [Case] = []
    var context = "{}"
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("#: ") {
        context = String(line.dropFirst(3))
      } else if !line.isEmpty, !line.hasPrefix("# ") {
        cases.append(
          Case(
            name: "\(name):\(index + 1)",
            template: try TemplateCase(template: String(line), context: context, others: [:])))
      }
    }
    return cases
  }

  private func sections(_ text: String) throws -> [Case] {
    var cases: [Case] = []
    for part in "\n\(text)".components(separatedBy: "\n=== ").dropFirst() {
      let sections = part.components(separatedBy: "\n--- ")
      var (template, context) = ("", "{}")
      var others: [String: String] = [:]
      for (index, section) in sections.enumerated().dropFirst() {
        let end = section.firstIndex(of: "\n") ?? section.endIndex
        let title = String(section[..<end])
        var body = String(section[end...].dropFirst())
        // The file's last newline belongs to no section.
        if index == sections.count - 1, body.hasSuffix("\n"), text.hasSuffix(part) {
          body.removeLast()
        }
        switch title {
        case "template": template = body
        case "context": context = body
        default: others[title] = body
        }
      }
      cases.append(
        Case(
          name: "\(name):\(sections[0])",
          template: try TemplateCase(template: template, context: context, others: others)))
    }
    return cases
  }
}
