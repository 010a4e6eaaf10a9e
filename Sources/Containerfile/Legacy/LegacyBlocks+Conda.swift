internal import Bento

extension LegacyBlocks {
  /// Python and the environment of the bento, installed with conda.
  var condaLines: [String] {
    guard shape.release == .conda else { return [] }
    let file = "\(layout.bentoPath)/\(CondaFile.path)"
    return ["ADD ./\(CondaFile.path) \(file)"]
      + Self.condaCommands(pythonVersion: condaPythonVersion ?? "", file: file)
      .map { run.withSecrets($0, caches: [Self.condaCache]) }
      + (shape.distro == .debian ? [debianCleanUp] : [])
  }

  /// The commands that install a version of Python and update the base environment from a file, if
  /// it is there.
  static func condaCommands(
    pythonVersion: String, file: String, conda: String = "/opt/conda/bin/conda"
  ) -> [String] {
    [
      "set -eux && echo \"Installing Python \(pythonVersion) with conda...\""
        + " && \(conda) install -y -n base pkgs/main::python=\(pythonVersion) pip",
      "set -eux && if [ -f \(file) ]; then"
        + " echo \"Updating conda base environment with environment.yml\";"
        + " \(conda) config --set pip_interop_enabled True;"
        + " \(conda) env update -n base -f \(file); \(conda) clean --all; fi",
    ]
  }

  private static let condaCache = "/opt/conda/pkg"
}
