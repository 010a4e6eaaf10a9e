/// How a builder program can be given the value of a secret.
enum SecretPassing: Hashable, Sendable {
  /// `--secret id=ID,env=VARIABLE`: in its environment, which only its user can look at.
  case environment
  /// `--secret id=ID,type=file,src=PATH`, in a file in memory.
  case file

  /// A builder, by its program.
  struct Row: Sendable {
    let program: String
    let passing: SecretPassing
    /// Whether it goes on in a user namespace of its own when its user isn't root: from there it
    /// can't open what other processes hold.
    let entersUserNamespace: Bool
    /// Where that is from: a version that was tried, or a document.
    let source: String
  }

  /// The builders that are known; others get files.
  static let table: [Row] = [
    Row(
      program: "docker", passing: .environment, entersUserNamespace: false,
      source: "tried: Docker 26.1.5, `build` and buildx 0.13.1"),
    Row(
      program: "podman", passing: .environment, entersUserNamespace: true,
      source: "tried: podman 4.3.1"),
    Row(
      program: "buildah", passing: .environment, entersUserNamespace: true,
      source: "tried: buildah 1.28.2"),
    Row(
      program: "nerdctl", passing: .file, entersUserNamespace: false,
      source: "not tried; files are what its first versions document"),
  ]

  /// How a builder is given secrets.
  static func of(builder program: String) -> SecretPassing {
    table.first { $0.program == program }?.passing ?? .file
  }

  static func entersUserNamespace(_ program: String) -> Bool {
    table.first { $0.program == program }?.entersUserNamespace ?? false
  }
}
