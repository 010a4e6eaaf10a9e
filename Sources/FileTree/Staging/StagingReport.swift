/// What staging a tree took.
public struct StagingReport: Hashable, Sendable {
  /// Files that are a further hard link to the file in the tree.
  public var linkedFiles = 0
  /// Files that share their blocks with the file in the tree until either is written to.
  public var clonedFiles = 0
  /// Files whose bytes had to be copied.
  public var copiedFiles = 0
  /// The length of the copied files, in bytes.
  public var copiedBytes: Int64 = 0
  /// Files that were written from memory.
  public var writtenFiles = 0
  /// Folders, the staged one itself not counted.
  public var folders = 0
  /// Symbolic links, pipes and devices.
  public var others = 0
  /// Extended attributes that the file system of the staging folder, or the user's rights, do not
  /// allow. Hard links keep all of theirs.
  public var lostAttributes = 0

  /// Nothing yet.
  public init() {}
}
