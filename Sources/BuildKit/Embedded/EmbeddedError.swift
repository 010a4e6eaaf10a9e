/// Why there is no embedded daemon.
public enum EmbeddedError: Error, Hashable, Sendable {
  /// A program that it takes is not on `PATH`.
  case noProgram(String, advice: String)
  /// A folder that can't be made or used; the reason as the system puts it.
  case unusableFolder(path: String, reason: String)
  /// The daemon, or what runs it, ended before it answered: the last lines of its log, and where all of it
  /// is.
  case ended(lastLines: [String], log: String)
  /// The daemon did not answer in time: the same.
  case silent(lastLines: [String], log: String)
  /// Another command was starting or stopping the daemon all the time.
  case locked(path: String)
}

extension EmbeddedError: CustomStringConvertible {
  /// What is wrong, in one line.
  public var description: String {
    func words(_ lines: [String], _ log: String) -> String {
      (lines.isEmpty ? "" : ": " + lines.joined(separator: "; ")) + " (all of it in \(log))"
    }
    switch self {
    case .noProgram(let name, let advice): return "\(name) is not on PATH; \(advice)"
    case .unusableFolder(let path, let reason): return "\(path) can't be used: \(reason)"
    case .ended(let lines, let log): return "buildkitd ended at once" + words(lines, log)
    case .silent(let lines, let log): return "buildkitd does not answer" + words(lines, log)
    case .locked(let path): return "another command has \(path) locked"
    }
  }
}
