import BuildKit
import BuildProgress

/// All that is known of a build of the history.
struct BuildInspection {
  let record: BuildHistoryRecord
  let failure: BuildError?
  let materials: [BuildMaterial]
  let attachments: [BuildAttachment]

  /// Prints it for people.
  func print() throws {
    var blocks = [overview, course, table(of: request.options)]
    blocks.append(table(of: request.buildArguments, named: "BUILD ARG"))
    blocks.append(table(of: request.labels, named: "LABEL"))
    blocks.append(table(of: request.namedContexts, named: "NAMED CONTEXT"))
    var sources = TextTable(["MATERIAL", "DIGEST"])
    for material in materials {
      sources.add([material.uri, material.digests.joined(separator: ", ")])
    }
    blocks.append(sources)
    var results = TextTable(["ATTACHMENT", "PLATFORM", "TYPE"])
    for attachment in attachments {
      results.add([attachment.descriptor.digest, attachment.platform ?? "", attachment.type])
    }
    blocks.append(results)
    let texts = blocks.filter { !$0.isEmpty }.map { $0.text(columns: StandardStream.columns) }
    try StandardStream.print(texts.joined(separator: "\n"))
    if let failure { try StandardStream.print("\n" + explanation(of: failure)) }
  }

  private var request: RecordedRequest { RecordedRequest(record) }

  private var overview: TextTable {
    var table = TextTable()
    table.add("Name", record.name)
    table.add("Ref", record.ref)
    table.add("Frontend", record.frontend)
    table.add("Context", request.context)
    table.add("Dockerfile", request.dockerfile)
    table.add("VCS repository", request.repository)
    table.add("VCS revision", request.revision)
    table.add("Target", request.target)
    table.add("Platforms", request.platforms.joined(separator: ", "))
    for exporter in record.exporters {
      let options = exporter.attributes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      table.add("Output", (["type=\(exporter.type)"] + options).joined(separator: ","))
    }
    return table
  }

  private var course: TextTable {
    var table = TextTable()
    table.add("Started", record.createdAt?.rfc3339)
    table.add("Completed", record.completedAt?.rfc3339)
    table.add("Duration", record.duration(at: .now).map { Elapsed.duration(nanoseconds: $0) })
    table.add("Status", record.status.word)
    let share =
      record.totalSteps > 0
      ? " (\(fixed(100 * Double(record.cachedSteps) / Double(record.totalSteps), digits: 0))% cached)"
      : ""
    table.add("Build steps", "\(record.completedSteps)/\(record.totalSteps)\(share)")
    if record.warnings > 0 { table.add("Warnings", "\(record.warnings)") }
    if record.isPinned { table.add("Pinned", "yes") }
    for (name, value) in record.exporterResponse.sorted(by: { $0.key < $1.key })
    where !RecordedRequest.isBulky(value) {
      table.add("Result \(name)", value)
    }
    return table
  }

  private func table(of pairs: [(name: String, value: String)], named title: String? = nil)
    -> TextTable
  {
    var table = TextTable(title.map { [$0, "VALUE"] } ?? [])
    for pair in pairs { table.add([pair.name + (title == nil ? ":" : ""), pair.value]) }
    return table
  }

  private func explanation(of failure: BuildError) -> String {
    var text = "Error: \(StandardStream.harmless(failure.report(withOutput: false)))\n"
    if let step = failure.step, !step.logTail.isEmpty {
      text += "\nLast lines of \(printable(step.name)):\n"
      for line in step.logTail { text += "> \(printable(line))\n" }
    }
    return text
  }
}
