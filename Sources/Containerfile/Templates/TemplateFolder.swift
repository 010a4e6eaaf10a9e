internal import Bento
internal import Glibc
internal import Jinja

/// The folder of a bento that its templates are in. Nothing outside of it can be read.
struct TemplateFolder: Sendable {
  private let path: String
  private static let longest = 1 << 20

  init(of bentoFolder: String) {
    path = "\(bentoFolder)/env/docker"
  }

  /// The text of a file; nil if there is none of that name.
  ///
  /// - Throws: ``JinjaError`` if it can't be used.
  func text(_ name: String) throws(JinjaError) -> String? {
    let parts = name.split(separator: "/").filter { $0 != "." }
    guard !parts.isEmpty, !parts.contains(".."), !name.utf8.contains(0),
      let folder = Self.real(path), let file = Self.real("\(path)/\(parts.joined(separator: "/"))"),
      file.hasPrefix(folder + "/"), !File.isFolder(file)
    else { return nil }
    let bytes: [UInt8]
    do throws(File.Failure) {
      bytes = try File.read(file, limit: Self.longest)
    } catch {
      throw JinjaError(.templateNotFound, "can't be read: \(error.reason)", template: name)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw JinjaError(.syntax, "isn't text in UTF-8", template: name)
    }
    return text
  }

  /// The path without links in it; nil if there is nothing.
  private static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(validatingCString: real)
  }
}
