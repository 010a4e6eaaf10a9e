import BuildKit
import FoundationEssentials

/// The attribute `cache-imports`: a frontend learns of caches only by it.
enum CacheImports {
  private struct Entry: Encodable {
    enum CodingKeys: String, CodingKey {
      case type = "Type"
      case attributes = "Attrs"
    }
    let type: String
    let attributes: [String: String]
  }

  static func json(_ caches: [CacheOptionsEntry]) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let entries = caches.map { Entry(type: $0.type, attributes: $0.attributes) }
    // Strings alone always encode.
    return (try? encoder.encode(entries)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }
}
