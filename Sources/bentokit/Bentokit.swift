import ArgumentParser
import CLinux
import Dispatch
import Glibc

/// The command.
struct Bentokit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bentokit",
    abstract: "Turns bentos into container images.",
    discussion: """
      Exit codes:
        0    success
        1    failure
        2    wrong usage: the words of the command, or the files and variables that
             they name, are to be mended; found before anything is built. (A bento
             that isn't there or can't be used is a failure.)
        130  interrupted

      Shell completions: bentokit --generate-completion-script bash|zsh|fish.
      """,
    version: "0.1.0",
    subcommands: [
      Containerize.self, BuildCommand.self, PrintContainerfile.self, PrintContext.self,
      Backends.self, Options.self, Health.self, Info.self, Workers.self, DiskUsage.self, Prune.self,
      History.self, DialStandardStreams.self,
    ])
}

@main
enum Main {
  /// Not asynchronous itself: the runtime may open descriptors of its own before such a one.
  static func main() {
    StandardStream.keepNumbers()
    // A reader that goes away is an error of the write, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    // Few of our threads allocate at once; an arena for each would only hold on to freed memory.
    bentokit_use_one_malloc_arena()
    // Not `exit`: it would have libraries give back what their threads, and ours, still use. Nothing is left
    // to be written, all output goes straight to its descriptor.
    Task { @MainActor in quick_exit(await run()) }
    dispatchMain()
  }

  /// Runs the command that the words name.
  ///
  /// - Returns: the exit code.
  private static func run() async -> Int32 {
    do {
      var command = try Bentokit.parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      return EXIT_SUCCESS
    } catch {
      return Failure.report(error)
    }
  }
}
