import ArgumentParser
import BentoContainer

struct Backends: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the backends, and whether they can be used.",
    discussion: "Nothing is built. Exits with 0 however they are.")

  @OptionGroup var list: ListOptions

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
    try list.print(rows, as: BackendRow.table)
  }
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

  static func table(_ rows: [BackendRow]) -> TextTable {
    var table = TextTable(["NAME", "FOUND", "HEALTHY", "VERSION", "WHERE, OR WHY NOT"])
    for row in rows {
      table.add([
        row.name, row.found ? "yes" : "no", row.healthy ? "yes" : "no", row.version ?? "-",
        row.problem ?? row.place ?? "",
      ])
    }
    return table
  }
}
