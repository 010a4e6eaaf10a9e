import BuildKit
import FileTree
import Glibc
import Testing

/// A session stays alive whatever else goes on in the process.
@Suite(.takingTurns) struct LivenessTests {
  /// How long the export's reader does not read, and how much is uploaded meanwhile, in bytes. The
  /// daemon asks for health every 5 s. `BENTOKIT_TEST_REPEAT` multiplies both, for a long run.
  private static let blocked = Duration.seconds(20) * testRepeats
  private static let uploaded = (1 << 30) * testRepeats

  /// What the process may take beyond what it had with one small build, in KiB.
  private static let memoryGrowth = 32 * 1024

  @Test func healthIsAnsweredWhileAnExportIsBlockedAndFilesAreSent() async throws {
    await #expect(processExitsWith: .success) {
      let daemon = try await TestDaemon(isTracing: true)
      let folder = try ScratchFolder(below: "/dev/shm")
      try folder.makeFolder("context")
      try folder.makeSparseFile("context/long", size: Self.uploaded)
      var context = FileTree()
      try context.addFolder(folder.path("context"))
      try await Self.smallBuild(on: daemon)
      let before = try Processes.ownMemory("VmHWM")

      let reading = try await Self.blockedExport(on: daemon)
      let start = ContinuousClock.now
      let upload = try BuildRequest(dockerfile: "FROM scratch\nCOPY long /\n", context: context)
      let uploading = Task { try await daemon.client().build(upload) }
      try await Task.sleep(until: start + Self.blocked)
      let read = try await reading()
      #expect(read > 8 << 20)
      _ = try await uploading.value
      #expect(try Processes.ownMemory("VmHWM") - before < Self.memoryGrowth)

      let checks = try Self.healthChecks(in: daemon.log)
      #expect(checks.count >= 3 * testRepeats)
      #expect(checks.allSatisfy { $0 < 1 }, "\(checks)")
      #expect(try !daemon.log.contains("healthcheck failed"))
    }
  }

  private static func smallBuild(on daemon: TestDaemon) async throws {
    let request = try BuildRequest(
      dockerfile: "FROM scratch\nCOPY file /\n", context: FileTree(files: ["file": unique()]))
    _ = try await request.builtFiles(on: daemon.client())
  }

  /// Starts a build whose export nobody reads yet.
  ///
  /// - Returns: what reads the export to its end, waits for the build, and tells how many bytes
  ///   came.
  private static func blockedExport(
    on daemon: TestDaemon
  ) async throws -> @Sendable () async throws -> Int {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (reader, writer) = (ends[0], ends[1])
    var tree = FileTree()
    try tree.addFile(contents: [UInt8](repeating: 7, count: 8 << 20), at: TreePath("file"))
    var request = try BuildRequest(dockerfile: "FROM scratch\nCOPY file /\n", context: tree)
    request.exports = [
      .init(type: "tar", output: ExportOutput(descriptor: writer, name: "the pipe"))
    ]
    let build = Task { [request] in
      defer { close(writer) }
      return try await daemon.client().build(request)
    }
    var poll = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
    let end = ContinuousClock.now + .seconds(60)
    while Glibc.poll(&poll, 1, 0) == 0, .now < end {
      try await Task.sleep(for: .milliseconds(20))
    }
    return {
      var count = 0
      var buffer = [UInt8](repeating: 0, count: 65536)
      while case let got = read(reader, &buffer, buffer.count), got > 0 { count += got }
      close(reader)
      _ = try await build.value
      return count
    }
  }

  /// How long each health check took, in seconds, by the daemon's log.
  private static func healthChecks(in log: String) -> [Double] {
    log.split(separator: "\n").filter { $0.contains("healthcheck completed") }.compactMap { line in
      line.firstRange(of: "actualDuration=").flatMap { range in
        seconds(String(line[range.upperBound...].prefix { $0 != " " }.filter { $0 != "\"" }))
      }
    }
  }

  /// Reads a duration as Go writes it, where it has one unit: `1.5ms`.
  private static func seconds(_ text: String) -> Double? {
    for (unit, factor) in [("ns", 1e-9), ("µs", 1e-6), ("ms", 1e-3), ("s", 1.0)]
    where text.hasSuffix(unit) {
      if let number = Double(text.dropLast(unit.count)) { return number * factor }
    }
    // With minutes or hours before the seconds.
    return 3600
  }
}
