import BentoContainer
import BuildKit
import BuildProgress

/// What a build made, in words.
enum Summary {
  static func show(_ report: BuildReport) throws(SystemFailure) {
    var lines = ["Built \(report.tag) in \(seconds(report.duration)) s"]
    lines[0] += ", \(report.cachedSteps) of \(report.steps) steps from cache."
    for name in report.imageNames { lines.append("  name:   \(name)") }
    if let digest = report.digest { lines.append("  digest: \(printable(digest))") }
    for delivery in report.deliveries { lines.append("  \(line(for: delivery))") }
    if case .runtime(let runtime)? = report.deliveries.first, let name = report.imageNames.first {
      lines.append("Run it with:\n  \(runtime) run --rm -p 3000:3000 \(name)")
    }
    // Standard output may be the archive.
    let text = lines.joined(separator: "\n")
    if report.deliveries.contains(.standardOutput) {
      StandardStream.say(text)
    } else {
      try StandardStream.print(text + "\n")
    }
  }

  private static func line(for delivery: BuildReport.Delivery) -> String {
    switch delivery {
    case .file(let path, let bytes): "file:   \(path) (\(megabytes(bytes)) MB)"
    case .standardOutput: "to standard output"
    case .runtime(let name): "loaded into \(name)"
    case .store: "kept in the builder's store"
    case .registry: "pushed"
    }
  }

  private static func seconds(_ duration: Duration) -> String {
    let tenths = duration / .milliseconds(100)
    return fixed(Int(tenths))
  }

  private static func megabytes(_ bytes: Int64) -> String { fixed(Int(bytes / 100_000)) }

  private static func fixed(_ tenths: Int) -> String { "\(tenths / 10).\(tenths % 10)" }
}
