import Glibc

extension Platform {
  /// The platform of this machine.
  public static var current: Platform {
    var name = utsname()
    let machine =
      uname(&name) == 0
      ? withUnsafeBytes(of: name.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      : "x86_64"
    let (architecture, variant) = normalized(machine, "")
    return Platform(os: "linux", architecture: architecture, variant: variant)
  }

  /// Reads a platform as command lines have it: `linux/arm64`, `linux/arm/v7`, or only one of its
  /// parts; names that other tools use, such as `x86_64`, become Go's.
  ///
  /// - Throws: ``InvalidSpecification``.
  public init(_ text: String) throws(InvalidSpecification) {
    func invalid(_ reason: String) -> InvalidSpecification {
      InvalidSpecification("platform", text, reason)
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map {
      $0.lowercased()
    }
    guard parts.count <= 3, parts.allSatisfy(Self.isWord) else {
      throw invalid("write OS/ARCH[/VARIANT], such as linux/amd64 or linux/arm/v7")
    }
    if parts.count == 1 {
      let current = Self.current
      if let system = Self.system(parts[0]) {
        self.init(os: system, architecture: current.architecture, variant: current.variant)
      } else {
        let (architecture, variant) = Self.normalized(parts[0], "")
        guard Self.architectures.contains(architecture) else {
          throw invalid("neither an operating system nor a processor; write OS/ARCH[/VARIANT]")
        }
        self.init(os: "linux", architecture: architecture, variant: variant)
      }
      return
    }
    let (architecture, variant) = Self.normalized(parts[1], parts.count > 2 ? parts[2] : "")
    self.init(
      os: Self.system(parts[0]) ?? parts[0], architecture: architecture, variant: variant)
  }

  /// Reads platforms, several of them in one text with commas between; `local` is this machine's.
  ///
  /// - Throws: ``InvalidSpecification``.
  public static func list(_ texts: [String]) throws(InvalidSpecification) -> [Platform] {
    var platforms: [Platform] = []
    for text in texts {
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        platforms.append(part == "local" ? .current : try Platform(String(part)))
      }
    }
    return platforms
  }

  /// By Go's names, and without what those imply (`platforms.Normalize` of containerd).
  var normalized: Platform {
    var platform = self
    platform.os = Self.system(os.lowercased()) ?? os.lowercased()
    (platform.architecture, platform.variant) = Self.normalized(
      architecture.lowercased(), variant.lowercased())
    return platform
  }

  private static func isWord(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      }
  }

  /// What Go knows; containerd's lists (platforms/database.go).
  private static let systems: Set = [
    "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux",
    "nacl", "netbsd", "openbsd", "plan9", "solaris", "windows", "zos",
  ]
  private static let architectures: Set = [
    "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle",
    "mips64", "mips64le", "mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv", "riscv64",
    "s390", "s390x", "sparc", "sparc64", "wasm",
  ]

  private static func system(_ word: String) -> String? {
    if word == "macos" { return "darwin" }
    return systems.contains(word) ? word : nil
  }

  private static func normalized(
    _ architecture: String, _ variant: String
  ) -> (architecture: String, variant: String) {
    switch (architecture, variant) {
    case ("i386", _): ("386", "")
    case ("x86_64", _), ("x86-64", _), ("amd64", "v1"): ("amd64", variant == "v1" ? "" : variant)
    case ("aarch64", "8"), ("aarch64", "v8"), ("arm64", "8"), ("arm64", "v8"), ("aarch64", ""):
      ("arm64", "")
    case ("aarch64", _): ("arm64", variant)
    case ("armhf", _), ("armv7l", _): ("arm", "v7")
    case ("armel", _): ("arm", "v6")
    case ("arm", ""), ("arm", "7"): ("arm", "v7")
    case ("arm", "5"), ("arm", "6"), ("arm", "8"): ("arm", "v" + variant)
    default: (architecture, variant)
    }
  }
}
