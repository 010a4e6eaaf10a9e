extension LegacyBlocks {
  /// The packages that Alpine images get.
  var alpinePackageLines: [String] {
    var lines = [
      run(
        "set -eux && apk add --update bash gcc libc-dev shadow musl-dev build-base linux-headers"
          + " g++ curl",
        caches: Self.apkCaches),
      "ENV ENV /root/.bashrc",
    ]
    if !systemPackages.isEmpty {
      let packages = systemPackages.map(Shell.quoted).joined(separator: " ")
      lines.append(run("set -eux && apk add --update \(packages)", caches: Self.apkCaches))
    }
    return lines
  }

  private static let apkCaches = ["/var/cache/apk"]
}
