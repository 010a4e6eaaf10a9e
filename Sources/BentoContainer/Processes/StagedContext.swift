import Bento
import FileTree
import Threads

/// The context of a run, as the folder that its program reads.
enum StagedContext {
  /// Runs `body` while a tree is staged. It is gone when this returns or throws, whatever happens.
  ///
  /// - Throws: `FileTreeError` for a file that can't be read; ``ContainerError`` of kind
  ///   `unwritableStaging`; what `body` throws; `CancellationError`.
  static func with<Result: Sendable>(
    _ tree: FileTree, options: ProcessOptions, _ body: (StagedTree) async throws -> Result
  ) async throws -> Result {
    let area = try area(options)
    let staged: StagedTree
    do {
      staged = try await BlockingWork.run { cancellation in
        try area.stage(tree) { if cancellation.isCancelled { throw CancellationError() } }
      }
    } catch let error as FileTreeError
      where error.code == .unwritable || error.code == .stagedInItself
    {
      throw ContainerError(
        .unwritableStaging,
        "\(error); name another folder for build contexts by --staging-dir or "
          + ProcessOptions.stagingVariable)
    }
    do {
      let result = try await body(staged)
      await remove(staged)
      return result
    } catch {
      await remove(staged)
      throw error
    }
  }

  private static func remove(_ staged: StagedTree) async {
    do {
      try await BlockingWork.run { _ in staged.remove() }
    } catch {
      // No thread for it: better wait here than leave it.
      staged.remove()
    }
  }

  /// Where it is staged. A folder that the user names doesn't stay where it had to be made.
  private static func area(_ options: ProcessOptions) throws -> StagingArea {
    if let folder = options.stagingFolder { return StagingArea(folder: folder, isKept: false) }
    if let folder = options.environment(ProcessOptions.stagingVariable), !folder.isEmpty {
      return StagingArea(folder: folder, isKept: false)
    }
    return StagingArea(folder: try BentoMLHome.folder(environment: options.environment) + "/tmp")
  }
}
