/// The image of a bento of the first format.
public struct LegacyImageOptions: Sendable, Hashable {
  /// The options of the image; nil where `bento.yaml` has none, as some old bentos do.
  public let docker: DockerOptions?
  /// The options of the conda environment.
  public let conda: CondaOptions

  init(_ fields: YAMLFields, warnings: inout [BentoWarning]) throws(BentoError) {
    if let docker = fields.given("docker") {
      self.docker = try DockerOptions(docker, warnings: &warnings)
    } else {
      docker = nil
    }
    conda = try CondaOptions(fields.given("conda"))
    _ = try fields.given("python")?.entries()
    for name in ["runners", "apis"] {
      for element in try fields[name]?.elements() ?? [] {
        _ = try YAMLFields(element).required("name").text()
      }
    }
  }
}
