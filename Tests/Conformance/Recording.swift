import FoundationEssentials

/// A folder of recorded behaviour, its inputs unpacked beside the outputs.
struct Recording: Sendable {
  /// Where the JSON files are, and `bentoml-home`, `store-home`, `hf-cache`.
  let folder: String

  /// The contents of one of the files.
  ///
  /// - Throws: an error that names the file.
  func read<Content: Decodable>(_ name: String, as: Content.Type = Content.self) throws -> Content {
    let path = "\(folder)/\(name)"
    do {
      return try JSONDecoder().decode(Content.self, from: Data(contentsOf: URL(filePath: path)))
    } catch {
      throw Unreadable(path: path, reason: "\(error)")
    }
  }

  /// A file that can't be used.
  struct Unreadable: Error, CustomStringConvertible {
    let path: String
    let reason: String
    var description: String { "can't read \(path): \(reason)" }
  }
}
