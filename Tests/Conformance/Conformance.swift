import Glibc

/// Compares what this product does with recorded behaviour of BentoML, group by group. See
/// `Scripts/conformance`, which unpacks a recording and runs this on it.
@main enum Conformance {
  /// Every group there is, in the order of the report.
  static let groups: [any ConformanceGroup] = [ArgvGroup(), OptsGroup(), CommandLineGroup()]

  static func main() async {
    guard CommandLine.arguments.count >= 2 else {
      print("usage: conformance FOLDER [GROUP]…")
      exit(2)
    }
    let recording = Recording(folder: CommandLine.arguments[1])
    let wanted = CommandLine.arguments.dropFirst(2)
    var differs = false
    for group in groups where wanted.isEmpty || wanted.contains(group.name) {
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
