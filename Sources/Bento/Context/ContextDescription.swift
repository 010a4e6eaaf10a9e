/// What a build context holds: the bento's files, with models mounted and files laid over them.
///
/// Paths in the context are relative, of bytes, `/` between their parts. Later things lie over
/// earlier ones: the bento, then the models, then the files.
public struct ContextDescription: Sendable {
  /// The bento, all of which is in the context; links in it stand for what they point to, and none
  /// may point out of it.
  public let bento: Bento
  /// The models that are not in the bento's folder already.
  public let models: [ModelMount]
  /// The models of Hugging Face.
  public let snapshots: [HubSnapshot]
  /// Files that are on no disk.
  public let files: [GeneratedFile]
  /// Folders that are there even if nothing is in them.
  public let folders: [[UInt8]]
}

/// A model's folder as part of a build context.
///
/// Links in it stand for what they point to, which may lie anywhere: the store is the user's own,
/// and large files on another disk are linked there. A bento, which comes from others, gets no such
/// trust.
public struct ModelMount: Sendable, Hashable {
  /// The model's tag, with its version.
  public let tag: BentoTag
  /// The folder on disk.
  public let folder: String
  /// The path in the context, `models/<name>/<version>`.
  public let path: [UInt8]
}

/// A file whose content was made here.
public struct GeneratedFile: Sendable, Hashable {
  /// The path in the context.
  public let path: [UInt8]
  /// The content.
  public let content: [UInt8]
  /// The permission bits.
  public let mode: UInt32

  /// A file that everybody may read.
  public init(path: String, content: String, mode: UInt32 = 0o644) {
    self.path = Array(path.utf8)
    self.content = Array(content.utf8)
    self.mode = mode
  }
}
