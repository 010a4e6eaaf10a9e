internal import Bento
internal import Jinja

/// The folder of a bento that its templates are in. Nothing outside of it can be named.
struct TemplateFolder: Sendable {
  private let files: BentoFiles
  private static let longest = 1 << 20

  init(of files: @escaping BentoFiles) { self.files = files }

  /// The text of a file; nil if there is none of that name.
  ///
  /// - Throws: ``JinjaError`` if it can't be used.
  func text(_ name: String) throws(JinjaError) -> String? {
    let parts = name.split(separator: "/").filter { $0 != "." }
    guard !parts.isEmpty, !parts.contains(".."), !name.utf8.contains(0) else { return nil }
    let bytes: [UInt8]?
    do throws(BentoError) {
      bytes = try files("env/docker/\(parts.joined(separator: "/"))", Self.longest)
    } catch {
      throw JinjaError(.templateNotFound, error.message, template: name)
    }
    guard let bytes else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw JinjaError(.syntax, "isn't text in UTF-8", template: name)
    }
    return text
  }
}
