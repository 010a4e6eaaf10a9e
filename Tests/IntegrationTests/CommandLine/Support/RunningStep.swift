import Glibc

/// Processes that steps of builds run on this machine's daemon, known by their words.
enum RunningStep {
  /// Waits until such a process runs.
  static func wait(for words: [String]) async throws {
    try await wait("never ran: \(words)") { !processes(words).isEmpty }
  }

  /// Waits until no such process runs any more.
  static func waitForEnd(of words: [String]) async throws {
    try await wait("still runs: \(words)", atMost: .seconds(30)) { processes(words).isEmpty }
  }

  private static func wait(
    _ complaint: String, atMost limit: Duration = .seconds(120), until isDone: () -> Bool
  ) async throws {
    let end = ContinuousClock.now + limit
    while !isDone() {
      guard ContinuousClock.now < end else { throw Failure(complaint) }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  private static func processes(_ words: [String]) -> [pid_t] {
    let sought: [UInt8] = words.flatMap { Array($0.utf8) + [0 as UInt8] }
    guard let stream = opendir("/proc") else { return [] }
    defer { closedir(stream) }
    var found: [pid_t] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let process = pid_t(name), commandLine(of: process) == sought else { continue }
      found.append(process)
    }
    return found
  }

  private static func commandLine(of process: pid_t) -> [UInt8] {
    let descriptor = open("/proc/\(process)/cmdline", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(descriptor, &bytes, bytes.count)
    return Array(bytes.prefix(max(count, 0)))
  }
}
