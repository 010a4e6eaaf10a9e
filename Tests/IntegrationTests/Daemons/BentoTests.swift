import Testing

/// A bento becomes an image on every daemon.
@Suite struct BentoTests {
  @Test(arguments: Daemon.allCases)
  func aBentoIsBuilt(_ daemon: Daemon) async throws {
    let folder = try ScratchFolder(below: "/dev/shm")
    let home = try MadeHome(commands: ["echo \(unique()) > /made"])
    let network = ["--opt", "force-network-mode=host", "--opt", "allow=network.host"]
    let outcome = try await Command(
      [
        "containerize", "made", "--addr", "\(daemon.endpoint)", "--output",
        "type=tar,dest=\(folder.path("image.tar"))",
      ] + (daemon.isEngine ? network : []), home: home
    ).run()
    expectSuccess(outcome)
    #expect(try Tar(folder.path("image.tar"))["made"] != nil)
  }
}
