/// The plugin of docker's that speaks to BuildKit.
enum BuildxPlugin {
  /// The first docker that builds with BuildKit by this plugin only.
  private static let needing = Version(23, 0, 0)

  /// Why docker can't build with BuildKit; nil if it can.
  static func lack(of docker: BuilderProgram) async -> String? {
    do throws(BuilderProgram.Silence) {
      _ = try await version(docker)
      return nil
    } catch {
      let client = try? await docker.ask(["version", "--format", "{{.Client.Version}}"])
      if let version = client.flatMap({ Version(leading: $0) }), version < needing { return nil }
      return absence(error)
    }
  }

  /// What the plugin calls itself and its version.
  static func version(_ docker: BuilderProgram) async throws(BuilderProgram.Silence) -> [Substring]
  {
    try await docker.ask(["buildx", "version"]).split(separator: " ")
  }

  /// That it isn't there, and what to do.
  static func absence(_ silence: BuilderProgram.Silence) -> String {
    "docker has no buildx, which its builds with BuildKit need: \(silence.reason); install it "
      + "(https://github.com/docker/buildx#installing), or use another backend; buildctl needs no program"
  }
}
