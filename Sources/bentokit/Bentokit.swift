import ArgumentParser
import CLinux
import Glibc

/// The command.
struct Bentokit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bentokit",
    abstract: "Turns bentos into container images, straight through BuildKit.",
    discussion: """
      Exit codes: 0 success; 1 failure; 2 wrong usage; 130 interrupted.
      """,
    version: "0.1.0",
    subcommands: [Containerize.self, PrintContainerfile.self, Health.self, Workers.self])
}

@main
enum Main {
  static func main() async {
    // A reader that goes away is an error of the write, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    // Few of our threads allocate at once; an arena for each would only hold on to freed memory.
    _ = mallopt(M_ARENA_MAX, 1)
    do {
      var command = try Bentokit.parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      exit(Failure.report(error))
    }
  }
}
