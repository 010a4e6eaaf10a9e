import Glibc

/// Compares what this product does with recorded behaviour of BentoML, group by group. See
/// `Scripts/conformance`, which unpacks a recording and runs this on it.
@main enum Conformance {
  /// Every group there is, in the order of the report.
  static let groups: [any ConformanceGroup] = [
    DockerfilesGroup(), ContextGroup(), TagGroup(), StoreGroup(), ArgvGroup(), OptsGroup(),
    CommandLineGroup(),
  ]

  /// Groups that are compared only when they are named: a script of their own records them.
  static let namedGroups: [any ConformanceGroup] = [YAMLGroup(), ParserGroup()]

  static func main() async {
    guard CommandLine.arguments.count >= 2 else {
      print("usage: conformance FOLDER [GROUP]…")
      exit(2)
    }
    let recording = Recording(folder: CommandLine.arguments[1])
    let wanted = CommandLine.arguments.dropFirst(2)
    var differs = false
    let chosen =
      wanted.isEmpty ? groups : (groups + namedGroups).filter { wanted.contains($0.name) }
    for group in chosen {
      do {
        let outcome = try await group.compare(recording)
        print("\(group.name) \(outcome.equal)/\(outcome.total)")
        for difference in outcome.differences { print("  \(difference)") }
        differs = differs || outcome.equal < outcome.total
      } catch {
        print("\(group.name): \(error)")
        differs = true
      }
    }
    exit(differs ? 1 : 0)
  }
}
