/// What a step that failed was to do.
public enum FailedOperation: Hashable, Sendable {
  /// Run a process, by its arguments.
  case process([String])
  /// Copy, make or remove a file.
  case file(FileAction)
  /// Look at files of the context, or of another step, that are to be copied.
  case contents(input: Int)
  /// Fetch something, such as `docker-image://docker.io/library/busybox:latest`.
  case source(String)

  /// One action of a step that works on files.
  public enum FileAction: Hashable, Sendable {
    /// Copy a path to another.
    case copy(from: String, to: String)
    /// Make a file.
    case makeFile(String)
    /// Make a folder.
    case makeFolder(String)
    /// Remove a path.
    case remove(String)
  }
}

extension FailedOperation: CustomStringConvertible {
  /// A few words, such as `copying app to /srv`; empty where there is nothing to say.
  public var description: String {
    switch self {
    case .process(let arguments): "running " + arguments.joined(separator: " ")
    case .file(.copy(let source, let target)): "copying \(source) to \(target)"
    case .file(.makeFile(let path)): "making the file \(path)"
    case .file(.makeFolder(let path)): "making the folder \(path)"
    case .file(.remove(let path)): "removing \(path)"
    case .contents: "looking at the files to be copied"
    case .source(let identifier): "fetching \(identifier)"
    }
  }
}
