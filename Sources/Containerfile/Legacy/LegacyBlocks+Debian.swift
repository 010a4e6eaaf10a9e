internal import Bento

extension LegacyBlocks {
  /// The packages that Debian images get.
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
        caches: ["/var/lib/apt", "/var/cache/apt"]),
    ]
  }

  /// Removes what package management left behind.
  var debianCleanUp: String { run("rm -rf /var/lib/apt /var/lib/cache /var/lib/log") }
}
