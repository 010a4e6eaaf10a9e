import Glibc

/// Runs another program to its end.
enum ChildProgram {
  /// What becomes of its output.
  enum Output {
    /// It is kept.
    case captured
    /// It goes to standard error if that is a terminal, where somebody watches; else it is kept.
    case shownOnTerminal
  }

  struct Failure: Error {
    let reason: String
  }

  struct Result {
    let isSuccess: Bool
    /// The first 64 KiB.
    let output: String

    /// The last line that says anything.
    var lastLine: String? {
      output.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
        .map(String.init)
    }
  }

  /// - Parameters:
  ///   - path: the program's path.
  ///   - variables: set beside those of this process's environment.
  static func run(
    _ path: String, _ arguments: [String], variables: [(String, String)] = [], output: Output
  ) throws(Failure) -> Result {
    let kept = tmpfile()
    guard let kept else { throw Failure(reason: String(cString: strerror(errno))) }
    defer { fclose(kept) }
    let showsOutput = output == .shownOnTerminal && isatty(STDERR_FILENO) == 1
    let descriptor = showsOutput ? STDERR_FILENO : fileno(kept)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, descriptor, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, descriptor, STDERR_FILENO)

    let words = CStrings([path] + arguments)
    let environment = CStrings(
      variables.map { "\($0)=\($1)" } + inherited(without: Set(variables.map(\.0))))
    var child = pid_t()
    let error = posix_spawn(&child, path, &actions, nil, words.pointers, environment.pointers)
    withExtendedLifetime((words, environment)) {}
    guard error == 0 else { throw Failure(reason: String(cString: strerror(error))) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { throw Failure(reason: String(cString: strerror(errno))) }
    }
    return Result(isSuccess: status == 0, output: text(of: kept))
  }

  private static func text(of file: UnsafeMutablePointer<FILE>) -> String {
    let limit = 64 << 10
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, initialized in
      initialized = max(0, pread(fileno(file), buffer.baseAddress, limit, 0))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func inherited(without names: Set<String>) -> [String] {
    var variables: [String] = []
    var next = environ
    while let entry = next.pointee {
      let variable = String(cString: entry)
      if !names.contains(String(variable.prefix { $0 != "=" })) { variables.append(variable) }
      next += 1
    }
    return variables
  }
}

/// Texts as C wants them, in memory of its own: pointers to each, nil behind the last.
private final class CStrings {
  private(set) var pointers: [UnsafeMutablePointer<CChar>?]

  init(_ texts: [String]) {
    pointers = texts.map { strdup($0) } + [nil]
  }

  deinit {
    for pointer in pointers { free(pointer) }
  }
}
