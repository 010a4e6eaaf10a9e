package import BuildKit

/// A message of the status stream as BuildKit's Go client marshals its `SolveStatus`, byte for byte:
/// that of BuildKit 0.14 and newer, which leaves out more zeros than those before.
package struct StatusJSON {
  /// The object, in one line.
  package let text: String

  package init(_ status: StatusResponse) {
    var object = JSONObject()
    object.add("vertexes", status.vertexes, Self.json)
    object.add("statuses", status.statuses, Self.json)
    object.add("logs", status.logs, Self.json)
    object.add("warnings", status.warnings, Self.json)
    text = object.text
  }

  private static func json(_ vertex: Vertex) -> String {
    var object = JSONObject()
    object.add("digest", vertex.digest)
    object.add("inputs", vertex.inputs, JSONObject.quoted)
    object.add("name", vertex.name)
    object.add("started", vertex.started)
    object.add("completed", vertex.completed)
    object.add("cached", vertex.isCached)
    object.add("error", vertex.error)
    if let group = vertex.progressGroup {
      var inner = JSONObject()
      inner.add("id", group.id)
      inner.add("name", group.name)
      inner.add("weak", group.isWeak)
      object.add("progressGroup", json: inner.text)
    }
    return object.text
  }

  private static func json(_ status: VertexStatus) -> String {
    var object = JSONObject()
    object.add("id", json: JSONObject.quoted(status.id))
    object.add("vertex", status.vertex)
    object.add("name", status.name)
    if status.total != 0 { object.add("total", status.total) }
    object.add("current", status.current)
    object.add("timestamp", status.timestamp ?? .epoch)
    object.add("started", status.started)
    object.add("completed", status.completed)
    return object.text
  }

  private static func json(_ log: VertexLog) -> String {
    var object = JSONObject()
    object.add("vertex", log.vertex)
    object.add("stream", log.stream == .output ? 1 : 2)
    object.add("data", bytes: log.data)
    object.add("timestamp", log.timestamp ?? .epoch)
    return object.text
  }

  private static func json(_ warning: VertexWarning) -> String {
    var object = JSONObject()
    object.add("vertex", warning.vertex)
    if warning.level != 0 { object.add("level", warning.level) }
    object.add("short", unlessEmpty: warning.short.utf8)
    object.add("detail", warning.detail) { JSONObject.base64($0.utf8) }
    object.add("url", warning.url)
    if let source = warning.source {
      var info = JSONObject()
      info.add("filename", source.filename)
      info.add("data", unlessEmpty: source.data)
      if let json = warning.definition.flatMap({ MessageShape.definition.json($0.bytes) }) {
        info.add("definition", json: json)
      }
      info.add("language", source.language)
      object.add("sourceInfo", json: info.text)
      object.add("range", source.ranges, json)
    }
    return object.text
  }

  private static func json(_ range: SourceRange) -> String {
    var object = JSONObject()
    object.add("start", json: json(range.start))
    object.add("end", json: json(range.end))
    return object.text
  }

  private static func json(_ position: SourcePosition) -> String {
    var object = JSONObject()
    if position.line != 0 { object.add("line", position.line) }
    if position.character != 0 { object.add("character", position.character) }
    return object.text
  }
}

extension Timestamp {
  /// What Go takes for a time that isn't there.
  fileprivate static let epoch = Timestamp(nanosecondsSince1970: 0)
}

extension JSONObject {
  /// By RFC 3339; left out if there is none.
  fileprivate mutating func add(_ name: String, _ time: Timestamp?) {
    if let time { add(name, time.rfc3339) }
  }
}
