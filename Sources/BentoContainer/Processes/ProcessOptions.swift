import Bento

/// How a ``ProcessPlan`` is run.
struct ProcessOptions: Sendable {
  var terminal = TerminalUse.own
  /// The folder that contexts are staged in; nil for `tmp` in BentoML's home, which builders that
  /// see only the user's own files (snaps) see too, and which is where the files already are.
  var stagingFolder: String?
  /// How long the program may take to end by itself when the task is cancelled.
  var grace = Duration.seconds(10)
  /// Where variables are looked up. The program itself gets the environment of this process.
  var environment: EnvironmentLookup = processEnvironment

  /// The variable that names another folder to stage contexts in.
  static let stagingVariable = "BENTOKIT_STAGING_FOLDER"
}

/// Whether a program may use our terminal.
enum TerminalUse: Hashable, Sendable {
  /// It has none: its output comes to us, and it runs in a session of its own, so that nothing it
  /// starts can wait for an answer that nobody gives.
  case own
  /// It reads from our terminal and writes its errors there, where these are terminals, and stays in
  /// the foreground: it can draw its progress, and `sudo` can ask for a password.
  case shared
}

/// A piece of what a program writes, as it comes.
enum ProcessOutput: Hashable, Sendable {
  case standardOutput([UInt8])
  case standardError([UInt8])
}
