import BentoContainer
import BuildKit
import BuildProgress

/// What a build made, in words.
enum Summary {
  /// Prints what was made.
  ///
  /// - Parameter withWarnings: whether the build's warnings are told too; not needed where the progress
  ///   display has shown them.
  static func show(
    _ report: BuildReport, features: [String], withWarnings: Bool
  ) throws(SystemFailure) {
    for note in report.notes { StandardStream.say("note: \(printable(note))") }
    var lines = ["Built \(report.tag) in \(seconds(report.duration)) s"]
    if let steps = report.steps, let cached = report.cachedSteps {
      lines[0] += ", \(cached) of \(steps) steps from cache"
    }
    lines[0] += "."
    for name in report.imageNames { lines.append("  name:   \(name)") }
    if let digest = report.digest { lines.append("  digest: \(printable(digest))") }
    if let id = report.imageID, id != report.digest { lines.append("  id:     \(printable(id))") }
    if let bytes = report.imageBytes { lines.append("  size:   \(megabytes(bytes)) MB") }
    for delivery in report.deliveries { lines.append("  \(line(for: delivery))") }
    if report.deliveries.isEmpty { lines.append(cacheOnly) }
    if withWarnings { lines += report.warnings.map(line) }
    lines += instructions(report, features)
    try write(lines, report.deliveries)
  }

  /// What a build made that was of no bento.
  ///
  /// - Parameter withWarnings: as above.
  static func show(_ report: SourceReport, withWarnings: Bool) throws(SystemFailure) {
    for note in report.result.notes { StandardStream.say("note: \(printable(note))") }
    let steps = "\(report.result.cachedSteps) of \(report.result.steps) steps from cache"
    var lines = ["Built in \(seconds(report.duration)) s, \(steps)."]
    for name in report.imageNames { lines.append("  name:   \(name)") }
    if let digest = report.result.imageDigest { lines.append("  digest: \(printable(digest))") }
    for delivery in report.deliveries { lines.append("  \(line(for: delivery))") }
    if report.deliveries.isEmpty { lines.append(cacheOnly) }
    if withWarnings { lines += report.result.warnings.map(line) }
    try write(lines, report.deliveries)
  }

  private static let cacheOnly = "  only in the build cache"

  private static func write(
    _ lines: [String], _ deliveries: [BuildReport.Delivery]
  ) throws(SystemFailure) {
    // Standard output may be the archive.
    let text = lines.joined(separator: "\n")
    if deliveries.contains(.standardOutput) {
      StandardStream.say(text)
    } else {
      try StandardStream.print(text + "\n")
    }
  }

  private static let grpcFeatures: Set = ["all", "grpc", "grpc-channelz", "grpc-reflection"]

  /// How to run the image, where it is.
  private static func instructions(_ report: BuildReport, _ features: [String]) -> [String] {
    guard let runtime = report.deliveries.first.flatMap(runtime), let name = report.imageNames.first
    else { return [] }
    var lines = ["Run it with:", "  \(runtime) run --rm -p 3000:3000 \(name)"]
    if !grpcFeatures.isDisjoint(with: features) {
      lines += ["Serve gRPC with:"]
      lines += ["  \(runtime) run --rm -p 3000:3000 -p 3001:3001 \(name) serve-grpc"]
    }
    return lines
  }

  /// The words that run an image where it is.
  private static func runtime(_ delivery: BuildReport.Delivery) -> String? {
    switch delivery {
    case .runtime(let name): name
    case .engine(.active): "docker"
    case .engine(.context(let name)): "docker --context \(name)"
    case .engine(let address): "docker --host \(hostAddress(address))"
    default: nil
    }
  }

  /// An Engine's address, as `docker --host` takes it.
  private static func hostAddress(_ address: DockerAddress) -> String {
    if case .unix(let path) = address { return "unix://\(path)" }
    return "\(address)".replacing("docker://", with: "tcp://", maxReplacements: 1)
  }

  private static func line(for warning: VertexWarning) -> String {
    let headline = "  warning: " + printable(warning.report.first ?? "")
    return warning.url.isEmpty ? headline : "\(headline), see \(printable(warning.url))"
  }

  private static func line(for delivery: BuildReport.Delivery) -> String {
    switch delivery {
    case .file(let path, 0): "to:     \(path)"
    case .file(let path, let bytes): "file:   \(path) (\(megabytes(bytes)) MB)"
    case .standardOutput: "to standard output"
    case .runtime(let name): "loaded into \(name)"
    case .engine(let address): "loaded into the Docker Engine at \(address)"
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
