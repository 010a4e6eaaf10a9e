import Glibc

/// The processes of this machine, those in containers included.
enum Processes {
  /// Whether one has a text in its command line.
  static func exist(with text: String) -> Bool {
    names(in: "/proc").contains { commandLine(of: $0)?.contains(text) == true }
  }

  /// Those that run a program, by its path, and have a text in their command line.
  static func running(_ program: String, with text: String) -> [pid_t] {
    names(in: "/proc").filter { number in
      guard let line = commandLine(of: number) else { return false }
      return line.hasPrefix(program + "\0") && line.contains(text)
    }.compactMap { pid_t($0) }
  }

  private static func commandLine(of number: String) -> String? {
    guard number.allSatisfy(\.isNumber),
      let file = try? OpenedFile(path: "/proc/\(number)/cmdline", flags: O_RDONLY)
    else { return nil }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(file.descriptor, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
  }

  /// Waits until processes with a text in their command line are there, or are gone.
  static func wait(for text: String, toExist: Bool, atMost limit: Duration) async throws {
    let end = ContinuousClock.now + limit
    while exist(with: text) != toExist {
      guard ContinuousClock.now < end else {
        throw Failure("process \(text) \(toExist ? "never came" : "stayed")")
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// How many descriptors this process has open.
  static var ownDescriptors: Int { names(in: "/proc/self/fd").count }
  /// What they lead to: the paths of files, the numbers of sockets and pipes, the kinds of others.
  static var ownFiles: [String] {
    names(in: "/proc/self/fd").compactMap { number in
      var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
      let count = buffer.withUnsafeMutableBytes { bytes in
        bytes.baseAddress.map {
          readlink("/proc/self/fd/\(number)", $0.assumingMemoryBound(to: CChar.self), bytes.count)
        } ?? -1
      }
      return count < 0 ? nil : number + ": " + String(decoding: buffer[..<count], as: UTF8.self)
    }
  }
  /// How many threads this process has.
  static var ownThreads: Int { names(in: "/proc/self/task").count }

  /// A line of this process' status, in KiB: `VmHWM`, `VmRSS`.
  static func ownMemory(_ name: String) throws -> Int {
    let file = try OpenedFile(path: "/proc/self/status", flags: O_RDONLY)
    var buffer = [UInt8](repeating: 0, count: 16384)
    let count = read(file.descriptor, &buffer, buffer.count)
    let text = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
    let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
    guard let line, let value = line.split(whereSeparator: \.isWhitespace).dropFirst().first,
      let number = Int(value)
    else { throw Failure("no \(name) in /proc/self/status") }
    return number
  }

  private static func names(in folder: String) -> [String] {
    ScratchFolder.names(in: Array(folder.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }
}
