internal import Bento

extension LegacyBlocks {
  /// Python packages, the bento itself, and the user's set-up script.
  var componentLines: [String] {
    layout.virtualEnvironmentLines(python: pythonVersion.map { "-p \($0)" }, run) + [
      "ENV PATH=\"\(layout.virtualEnvironment)/bin:$PATH\"",
      layout.copy("./env/python", to: "./env/python/"),
      run.withSecrets(
        "bash -euxo pipefail \(layout.bentoPath)/env/python/install.sh", caches: [uvCache]),
    ] + featureLines + [layout.copy(".", to: "./")] + setupScriptLines
  }

  private var featureLines: [String] {
    guard let extras else { return [] }
    return [run.withSecrets(featureCommand(extras), caches: [uvCache])]
  }

  /// The command that installs a requirement for features.
  func featureCommand(_ requirement: String) -> String {
    "uv pip install \(Shell.quoted(requirement))"
  }

  private var setupScriptLines: [String] {
    guard hasSetupScript else { return [] }
    let script = "\(layout.bentoPath)/env/docker/setup_script"
    return [
      "ADD ./env/docker/setup_script \(script)",
      run("chmod +x \(script)"),
      run.withSecrets(script),
    ]
  }

  private var uvCache: String { "/root/.cache/uv" }
}
