/// The attribute `cache-imports`: a frontend learns of caches only by it.
enum CacheImports {
  static let attribute = "cache-imports"

  static func json(_ caches: [CacheOptionsEntry]) -> String {
    let entries = caches.map { cache in
      JSONValue.object([
        "Type": .text(cache.type), "Attrs": .object(cache.attributes.mapValues(JSONValue.text)),
      ])
    }
    return JSONValue.list(entries).encoded().shown
  }
}
