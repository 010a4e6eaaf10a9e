import BuildKit

/// What a build's status said.
actor Collected {
  private(set) var output = ""
  private(set) var names: [String] = []

  func add(_ status: StatusResponse) {
    for log in status.logs { output += String(decoding: log.data, as: UTF8.self) }
    names += status.vertexes.map(\.name)
  }
}
