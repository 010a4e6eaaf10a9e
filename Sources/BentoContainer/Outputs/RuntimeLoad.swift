import BuildKit
import CLinux
import Glibc
import Subprocess
import Synchronization
import SystemPackage
import Threads

/// Loads an archive into a container runtime while it is being made: `docker load` reads from a pipe
/// that the export writes to.
///
/// The end of the pipe tells the runtime that the archive is whole: where it isn't, the runtime is ended
/// first.
final class RuntimeLoad: Sendable {
  let runtime: ContainerRuntime
  /// The writing end of the pipe.
  let output: ExportOutput
  private let reading: FileDescriptor
  private let writing: FileDescriptor
  /// Whether a build feeds it, which closes the pipe.
  private let isFed = Atomic(false)
  private let isOpen = Guarded(true)

  /// So long a runtime has to end when told to.
  private static let grace = Duration.seconds(2)
  /// So long its end is waited for, until the pipe is closed whatever still reads from it.
  private static let patience = Duration.seconds(10)

  /// Makes the pipe.
  ///
  /// - Throws: `SystemFailure`.
  init(_ runtime: ContainerRuntime) throws {
    self.runtime = runtime
    var ends: [Int32] = [0, 0]
    guard pipe2(&ends, O_CLOEXEC) == 0 else {
      throw SystemFailure(operation: "making a pipe", errno: errno)
    }
    reading = FileDescriptor(rawValue: ends[0])
    writing = FileDescriptor(rawValue: ends[1])
    output = ExportOutput(descriptor: ends[1], name: "\(runtime.name) load")
  }

  deinit {
    guard !isFed.load(ordering: .relaxed) else { return }
    for end in [reading, writing] { try? end.close() }
  }

  /// Runs `build` while the runtime loads what it exports.
  ///
  /// - Throws: ``ContainerError`` of kind `loadFailed` if the runtime refuses the image, which also
  ///   explains a broken pipe; else what `build` throws.
  func feeding(_ build: () async throws -> BuildResult) async throws -> BuildResult {
    isFed.store(true, ordering: .relaxed)
    let loading = Task { @concurrent in try await load() }
    let built: Result<BuildResult, any Error>
    do {
      built = .success(
        try await withTaskCancellationHandler {
          try await build()
        } onCancel: {
          loading.cancel()
        })
    } catch {
      if Self.isOfBuild(error) {
        await end(loading)
        throw error
      }
      built = .failure(error)
    }
    close()
    switch (built, await loading.result) {
    case (_, .failure(let error)): throw error
    case (let built, .success): return try built.get()
    }
  }

  /// Whether the build failed by itself. What fails here may fail because the runtime has ended.
  private static func isOfBuild(_ error: any Error) -> Bool {
    error is CancellationError || (error as? BuildError).map { $0.code != .local } ?? false
  }

  /// Ends the runtime, which must not take what it has for all.
  private func end(_ loading: Task<Void, any Error>) async {
    loading.cancel()
    let closing = Task { @concurrent in
      try await Task.sleep(for: Self.patience)
      close()
    }
    _ = await loading.result
    closing.cancel()
    close()
  }

  private func close() {
    isOpen.withLock { isOpen in
      if isOpen { try? writing.close() }
      isOpen = false
    }
  }

  private func load() async throws {
    var platform = PlatformOptions()
    // In a session of its own, with all that it starts: an interrupt reaches it by us alone.
    platform.createSession = true
    platform.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: Self.grace)
    ]
    let record = try await Subprocess.run(
      .path(FilePath(runtime.path)), arguments: ["load"], platformOptions: platform,
      input: .fileDescriptor(reading, closeAfterSpawningProcess: true), output: .discarded,
      error: .string(limit: 1024 * 1024))
    guard record.terminationStatus.isSuccess else {
      let lines = record.standardError.split(separator: "\n")
      let reason = lines.last.map(String.init) ?? "\(record.terminationStatus)"
      throw ContainerError(
        .loadFailed,
        "\(runtime.name) load failed: \(reason); mend that, or name an output, for instance --output "
          + "type=\(runtime.archive.rawValue),dest=image.tar")
    }
  }
}
