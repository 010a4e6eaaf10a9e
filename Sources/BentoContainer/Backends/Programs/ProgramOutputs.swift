import Glibc

/// Where a builder program puts what it makes, as its options say.
struct ProgramOutputs {
  private let outputs: [OptionFields]
  private let isPushed: Bool
  private let runtime: String?

  init(_ outputs: [OptionFields], isPushed: Bool, runtime: String?) {
    self.outputs = outputs
    self.isPushed = isPushed
    self.runtime = runtime
  }

  /// Whether an archive comes to our standard output.
  var goToStandardOutput: Bool {
    outputs.contains { output in
      let type = output.value(of: "type")
      let destination = output.value(of: "dest")
      return output.description == "-" || destination == "-"
        || (["tar", "oci"].contains(type) && destination == nil)
    }
  }

  /// Whether there are images, which have names, among the results.
  var makeImages: Bool {
    outputs.isEmpty
      || outputs.contains { output in
        output.description.contains("=")
          && !["local", "tar"].contains(output.value(of: "type") ?? "")
      }
  }

  /// Where things are, once they are there.
  func deliveries(in folder: WorkingFolder) -> [BuildReport.Delivery] {
    var deliveries = outputs.map { delivery(of: $0, in: folder) }
    if isPushed, !deliveries.contains(.registry) { deliveries.append(.registry) }
    return deliveries.isEmpty ? [kept] : deliveries
  }

  private var kept: BuildReport.Delivery { runtime.map { .runtime($0) } ?? .store }

  private func delivery(of output: OptionFields, in folder: WorkingFolder) -> BuildReport.Delivery {
    let path = output.description.contains("=") ? output.value(of: "dest") : output.description
    if let path, path != "-" {
      let path = folder.absolute(path)
      var status = stat()
      let isFile = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      return .file(path: path, bytes: isFile ? Int64(status.st_size) : 0)
    }
    let type = output.value(of: "type")
    if type == "registry" || output.value(of: "push") == "true" { return .registry }
    return ["tar", "oci"].contains(type) || path == "-" ? .standardOutput : kept
  }
}
