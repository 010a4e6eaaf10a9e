internal import Bento

extension LegacyBlocks {
  /// The packages that Debian images get, and with CUDA, whose images are of Ubuntu, Python.
  var debianPackageLines: [String] {
    let packages =
      ["ca-certificates", "gnupg2", "bash", "build-essential", "curl"]
      + systemPackages.map(Shell.quoted)
    return [
      "USER root",
      "ENV DEBIAN_FRONTEND=noninteractive",
      run(
        "rm -f /etc/apt/apt.conf.d/docker-clean;"
          + " echo 'Binary::apt::APT::Keep-Downloaded-Packages \"true\";'"
          + " > /etc/apt/apt.conf.d/keep-cache"),
      run(
        "set -eux && apt-get update -y"
          + " && apt-get install -q -y -o Dpkg::Options::=--force-confdef"
          + " --no-install-recommends --allow-remove-essential "
          + packages.joined(separator: " "),
        caches: Self.aptCaches),
    ] + (shape.release == .cuda ? ubuntuPythonLines : [])
  }

  /// Ubuntu has one version of Python; the others are in an archive of their own.
  private var ubuntuPythonLines: [String] {
    let install = "apt-get install -y --no-install-recommends --allow-remove-essential"
    let python = "python\(pythonVersion ?? "")"
    return [
      run(
        "set -eux && \(install) software-properties-common"
          + " && add-apt-repository ppa:deadsnakes/ppa && apt-get update -y"
          + " && \(install) \(python) \(python)-dev",
        caches: Self.aptCaches),
      run(linkingPython()),
    ]
  }

  /// Removes what package management left behind.
  var debianCleanUp: String { run("rm -rf /var/lib/apt /var/lib/cache /var/lib/log") }

  /// Makes a version of Python the one that is meant by `python3`.
  func linkingPython() -> String {
    let version = pythonVersion ?? ""
    return "ln -sf /usr/bin/python\(version) /usr/bin/python3"
      + " && ln -sf /usr/bin/pip\(version) /usr/bin/pip3"
  }

  private static let aptCaches = ["/var/lib/apt", "/var/cache/apt"]
}
