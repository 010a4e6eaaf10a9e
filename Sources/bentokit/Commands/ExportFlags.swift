import ArgumentParser
import BentoContainer

/// Short forms of outputs, and what else is read and written beside the image, by the flags of buildx
/// and buildctl. Each becomes the option of the same name.
struct ExportFlags: ParsableArguments {
  @Flag(help: "Push the image: --output type=image,push=true.")
  var push = false

  @Flag(help: "Load the image into docker, podman or nerdctl.")
  var load = false

  @Option(
    parsing: .unconditional, help: "A file that the id of the image is written to.")
  var iidfile: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: "A folder in OCI's layout that images may be read from: NAME=FOLDER; repeatable.")
  var ociLayout: [String] = []

  /// Those that are given, by their names in `--opt`.
  var given: AdditionalOptions {
    var given: AdditionalOptions = [:]
    if push { given["push"] = true }
    if load { given["load"] = true }
    if let iidfile { given["iidfile"] = .text(iidfile) }
    if !ociLayout.isEmpty { given["oci_layout"] = .texts(ociLayout) }
    return given
  }
}
