/// The distributions with yum: Red Hat's universal base image 8, and Amazon Linux 2.
extension LegacyBlocks {
  /// The packages that UBI images get.
  var ubiPackageLines: [String] {
    [
      "USER root",
      run(
        "set -eux && yum upgrade -y"
          + " && yum install -y ca-certificates curl gcc gcc-c++ make bash shadow-utils",
        caches: [Self.yumCache]),
    ] + yumPackageLines + (shape.release == .cuda ? ubiPythonLines : [])
  }

  /// The packages that Amazon Linux images get.
  ///
  /// Its newest Python is 3.8, from its extras. That is enough to get uv with pip; uv then brings the
  /// Python that the bento asks for.
  var amazonPackageLines: [String] {
    [
      "USER root",
      run(
        "set -eux && yum upgrade -y"
          + " && yum install -y amazon-linux-extras curl ca-certificates gcc gcc-c++ make bash"
          + " shadow-utils && amazon-linux-extras enable python3.8"
          + " && yum install -y python38 python38-devel python38-pip"
          + " && yum groupinstall -y \"Development Tools\"",
        caches: [Self.yumCache]),
    ] + yumPackageLines + [run("ln -sf /usr/bin/pip3.8 /usr/bin/pip")]
  }

  private var yumPackageLines: [String] {
    guard !systemPackages.isEmpty else { return [] }
    let packages = systemPackages.map(Shell.quoted).joined(separator: " ")
    return [run("set -eux && yum install -y \(packages)", caches: [Self.yumCache])]
  }

  /// NVIDIA's images lack what Red Hat's images for Python set up: the variables, and Python.
  private var ubiPythonLines: [String] {
    let root = "/opt/app-root"
    let folders = [
      "\(root)/src/bin", "\(root)/bin", "/usr/local/sbin", "/usr/local/bin", "/usr/sbin",
      "/usr/bin",
      "/sbin", "/bin",
    ]
    let package = "python" + Words.without(".", in: pythonVersion ?? "")
    return [
      "ENV HOME=\(root)/src APP_ROOT=\(root) PATH=\(folders.joined(separator: ":"))",
      run(
        "set -eux && dnf install -y --setopt=tsflags=nodocs \(package) && \(linkingPython())",
        caches: [Self.yumCache]),
      run("python3 --version"),
    ]
  }

  static let yumCache = "/var/cache/yum"
}
