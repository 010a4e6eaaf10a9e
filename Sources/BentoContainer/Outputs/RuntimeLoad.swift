import BuildKit
import CLinux
import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// Loads an archive into a container runtime while it is being made: `docker load` reads from a pipe
/// that the export writes to.
final class RuntimeLoad: Sendable {
  let runtime: ContainerRuntime
  /// The writing end of the pipe.
  let output: ExportOutput
  private let reading: FileDescriptor
  private let writing: FileDescriptor
  /// Whether a build feeds it, which closes the pipe.
  private let isFed = Atomic(false)

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
      built = .failure(error)
    }
    try? writing.close()
    switch (built, await loading.result) {
    case (.failure(let error as CancellationError), _): throw error
    case (.failure(let error as BuildError), _) where error.code != .local: throw error
    case (_, .failure(let error)): throw error
    case (let built, .success): return try built.get()
    }
  }

  private func load() async throws {
    let record = try await Subprocess.run(
      .path(FilePath(runtime.path)), arguments: ["load"],
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
