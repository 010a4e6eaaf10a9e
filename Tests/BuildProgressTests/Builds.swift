import BuildKit

@testable import BuildProgress

/// Seconds as nanoseconds of our clock, which starts at 0 when the daemon's is at 1,000,000 s.
func clock(_ seconds: Double) -> Int64 { Int64(seconds * 1e9) }

/// A moment by the daemon's clock.
func at(_ seconds: Double) -> Timestamp {
  Timestamp(nanosecondsSince1970: 1_000_000_000_000_000 + clock(seconds))
}

/// A step, called `[name]` and identified by its name.
func step(
  _ name: String, _ started: Double? = nil, _ completed: Double? = nil, cached: Bool = false,
  error: String = "", group: ProgressGroup? = nil
) -> StatusResponse {
  var vertex = Vertex(digest: name, name: "[\(name)]")
  vertex.started = started.map(at)
  vertex.completed = completed.map(at)
  vertex.isCached = cached
  vertex.error = error
  vertex.progressGroup = group
  return StatusResponse(vertexes: [vertex])
}

/// Output of a step.
func log(_ step: String, _ time: Double, _ text: String) -> StatusResponse {
  StatusResponse(logs: [VertexLog(vertex: step, timestamp: at(time), data: Array(text.utf8))])
}

/// Progress of an item of a step.
func item(
  _ id: String, of step: String, _ current: Int64, _ total: Int64, _ time: Double,
  since started: Double, done: Bool = false
) -> StatusResponse {
  var status = VertexStatus(id: id, vertex: step)
  status.current = current
  status.total = total
  status.timestamp = at(time)
  status.started = at(started)
  status.completed = done ? at(time) : nil
  return StatusResponse(statuses: [status])
}

func warning(_ short: String, line: Int? = nil, url: String = "") -> StatusResponse {
  var warning = VertexWarning(vertex: "a", short: short)
  warning.url = url
  warning.source = line.map {
    SourceExcerpt(
      filename: "Dockerfile", language: "Dockerfile", data: [],
      ranges: [
        SourceRange(start: SourcePosition(line: $0), end: SourcePosition(line: $0))
      ])
  }
  return StatusResponse(warnings: [warning])
}

extension ProgressStyle {
  static var uncolored: ProgressStyle {
    var style = ProgressStyle()
    style.colors = nil
    return style
  }
}
