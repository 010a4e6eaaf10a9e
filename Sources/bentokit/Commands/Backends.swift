import ArgumentParser
import BentoContainer
import BuildProgress
import FoundationEssentials

struct Backends: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the backends, and whether they can be used.",
    discussion: "Nothing is built. Exits with 0 however they are.")

  @Option(help: "How the list is printed: table or json.")
  var format = ListFormat.table

  func run() async throws {
    let rows = try await Interruption.cancelling {
      await withTaskGroup(of: (Int, BackendRow).self) { group in
        for (number, backend) in registeredBackends.enumerated() {
          group.addTask { (number, BackendRow(backend.name, await health(backend))) }
        }
        var rows: [(Int, BackendRow)] = []
        for await row in group { rows.append(row) }
        return rows.sorted { $0.0 < $1.0 }.map(\.1)
      }
    }
    try StandardStream.print(format == .json ? BackendRow.json(rows) : BackendRow.table(rows))
  }
}

enum ListFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json
}

/// One backend in the list.
struct BackendRow: Encodable {
  let name: String
  let found: Bool
  let healthy: Bool
  let version: String?
  let place: String?
  let problem: String?

  init(_ name: String, _ health: BackendHealth) {
    self.name = name
    found = health.place != nil
    healthy = health.isHealthy
    version = health.version
    place = health.place
    problem = health.problem
  }

  static func json(_ rows: [BackendRow]) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Strings and truth values always encode.
    return ((try? encoder.encode(rows)).map { String(decoding: $0, as: UTF8.self) } ?? "[]") + "\n"
  }

  static func table(_ rows: [BackendRow]) -> String {
    let cells =
      [["NAME", "FOUND", "HEALTHY", "VERSION", "WHERE, OR WHY NOT"]]
      + rows.map { row in
        [
          row.name, row.found ? "yes" : "no", row.healthy ? "yes" : "no", row.version ?? "-",
          row.problem ?? row.place ?? "",
        ].map { printable($0) }
      }
    let widths = (0..<4).map { column in cells.map { $0[column].count }.max() ?? 0 }
    let lines = cells.map { row in
      let padded = zip(row, widths).map { text, width in
        text + String(repeating: " ", count: width - text.count)
      }
      return (padded + [row[4]]).joined(separator: "  ")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
