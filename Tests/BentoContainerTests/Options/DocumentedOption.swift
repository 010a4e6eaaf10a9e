import BentoContainer
import Testing

/// An option as a property that editors and DocC show, with a comment that is made of its declaration.
struct DocumentedOption: CustomTestStringConvertible {
  /// Where it is declared, below the folder of the backends.
  let file: String
  /// The name of the property.
  let property: String
  /// The comment above it, as it stands in the file.
  let comment: String

  var testDescription: String { "\(property) in \(file)" }

  static let all =
    of(BuildctlDeclarations.self, in: "Direct") + of(DockerDeclarations.self, in: "Programs")
    + of(BuildxDeclarations.self, in: "Programs") + of(PodmanDeclarations.self, in: "Programs")
    + of(BuildahDeclarations.self, in: "Programs") + of(NerdctlDeclarations.self, in: "Programs")

  private static func of<Declarations: OptionDeclarations>(
    _ type: Declarations.Type, in folder: String
  ) -> [DocumentedOption] {
    Mirror(reflecting: type.declared).children.compactMap { property in
      guard let name = property.label, let option = property.value as? any DeclaredOption else {
        return nil
      }
      return DocumentedOption(
        file: "\(folder)/\(type).swift", property: name, comment: comment(sentence(of: option)))
    }
  }

  private static func sentence(of option: any DeclaredOption) -> String {
    let notation = option.notation.isEmpty ? "" : " (`\(option.notation)`)"
    return option.help.prefix(1).uppercased() + option.help.dropFirst() + notation + "."
  }

  /// A text in lines of 100 characters at most.
  private static func comment(_ text: String) -> String {
    var lines = ["  ///"]
    for word in text.split(separator: " ") {
      if lines[lines.count - 1].count + 1 + word.count > 100 { lines.append("  ///") }
      lines[lines.count - 1] += " \(word)"
    }
    return lines.joined(separator: "\n")
  }
}
