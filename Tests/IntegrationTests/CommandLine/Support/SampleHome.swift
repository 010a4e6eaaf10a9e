import TestSupport

/// BentoML homes for the tests.
enum SampleHome {
  /// The one that comes with the tests.
  static let path = Places.package + "/Tests/Samples/home"
}

/// A home with one small bento `made:v1`, whose image is quick to build.
struct MadeHome {
  let folder: ScratchFolder
  var path: String { folder.path }

  /// - Parameters:
  ///   - commands: shell commands of the build.
  ///   - baseImage: what the image starts from.
  ///   - envs: lines of YAML below `envs`.
  init(
    commands: [String] = [], baseImage: String = "python:3.11-slim", envs: [String] = []
  ) throws {
    folder = try ScratchFolder()
    var yaml = """
      service: serve:Made
      name: made
      version: v1
      creation_time: '2025-03-01T10:00:00+00:00'
      models: []
      spec: 2
      envs:\(envs.isEmpty ? " []" : "")

      """
    for line in envs { yaml += "\(line)\n" }
    yaml += "image:\n  base_image: '\(baseImage)'\n  python_version: '3.11'\n  commands:\n"
    // In the place of uv, which would need a network.
    let uv = #"printf '#!/bin/sh\nmkdir -p /app/.venv\n' > /usr/bin/uv && chmod 755 /usr/bin/uv"#
    for command in [uv] + commands {
      let parts = command.split(separator: "'", omittingEmptySubsequences: false)
      yaml += "  - '\(parts.joined(separator: "''"))'\n"
    }
    let bento = "bentos/made/v1"
    try folder.write(yaml, to: "\(bento)/bento.yaml")
    try folder.write("", to: "\(bento)/env/python/requirements.txt")
    try folder.write("#!/bin/sh\n", to: "\(bento)/env/docker/entrypoint.sh")
    try folder.write("answer = 42\n", to: "\(bento)/src/serve.py")
    try folder.write("v1", to: "bentos/made/latest")
  }
}

/// Options for builds that ignore the cache. BuildKit 0.13 may crash (a nil pointer where it walks
/// the provenance) when such a build runs beside another one that has steps in common with it.
enum SharedSteps {
  /// Makes all steps of a build different from those of all others.
  static var none: [String] { ["--opt", "hostname=host-\(freshNumber())"] }
}
