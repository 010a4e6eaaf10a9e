import BuildKit

/// What a builder reports of a build, as `--metadata-file` of buildctl and buildx has it: a JSON
/// object, in which values that are JSON in Base64 are JSON.
enum MetadataFile {
  /// - Throws: ``ContainerError`` of kind `unwritableOutput`.
  static func write(_ result: BuildResult, to path: String) throws(ContainerError) {
    try ResultFile.write(ReportedMetadata.json(result.exporterResponse), to: path)
  }
}

/// The id of an image, as `--iidfile` of buildx has it: nothing but the digest.
enum ImageIDFile {
  /// Removes the file of an earlier build: one that fails must not seem to have made its image.
  ///
  /// - Throws: ``ContainerError`` of kind `unwritableOutput`.
  static func prepare(_ path: String) throws(ContainerError) {
    try ResultFile.remove(path)
  }

  /// - Throws: ``ContainerError`` of kind `unwritableOutput`.
  static func write(_ result: BuildResult, to path: String) throws(ContainerError) {
    try ResultFile.write(Array((result.imageID ?? "").utf8), to: path)
  }
}
