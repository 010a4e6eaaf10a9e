import FileTree

/// A run of a program, worked out: nothing is looked up, staged or written before it runs.
struct ProcessPlan: Sendable {
  /// A value that a step of the build may read, and nobody else.
  struct Secret: Hashable, Sendable {
    var id: String
    var value: [UInt8]
  }

  /// What the program reads.
  enum StandardInput: Hashable, Sendable {
    case none
    /// What we read.
    case inherited
    case bytes([UInt8])
  }

  /// Where its results go; what it says meanwhile always goes where ``TerminalUse`` says.
  enum StandardOutput: Hashable, Sendable {
    /// To whoever watches the run; the end is kept.
    case observed
    /// To our own standard output, as it is: an archive, for instance.
    case inherited
  }

  /// Its name, looked up on `PATH` when it runs; with a slash in it, its path.
  var program: String
  /// What follows the program.
  var arguments: [Argument]
  /// Variables for those that the environment doesn't set itself.
  var defaultEnvironment: [String: String] = [:]
  /// Variables that it gets whatever the environment sets.
  var variables: [String: String] = [:]
  /// Whether `sudo` runs it.
  var asAdministrator = false
  /// The secrets that ``Argument/secret(_:)`` speaks of.
  var secrets: [Secret] = []
  /// How the program can be given them.
  var secretPassing = SecretPassing.file
  /// Whether it cleans up after a step that fails, but not when it is told to end itself.
  var endsBySteps = false
  /// The files that it reads, made into a real folder while it runs.
  var context: FileTree?
  var standardInput = StandardInput.none
  var standardOutput = StandardOutput.observed

  /// The program and its arguments, with `<context>` in the place of the folder and `<secret>` in
  /// that of what leads to a secret.
  var words: [String] {
    (asAdministrator ? ["sudo"] : []) + [program] + arguments.map(\.text)
  }

  /// The words, as a shell would take them.
  var commandLine: String { words.map(shellQuoted).joined(separator: " ") }
}

/// A text as one word of a shell.
func shellQuoted(_ text: String) -> String {
  let isPlain = text.unicodeScalars.allSatisfy { scalar in
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    case "-", "_", ".", "/", ":", "=", ",", "@", "%", "+": true
    default: false
    }
  }
  if isPlain, !text.isEmpty { return text }
  let pieces = text.split(separator: "'", omittingEmptySubsequences: false)
  return "'" + pieces.joined(separator: #"'\''"#) + "'"
}
