import BuildKit
import FileTree
import Testing

/// Which exporters each daemon has; one that it lacks is refused by name, with what to use.
@Suite(.takingTurns) struct ExporterTests {
  private let text = unique()
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder(below: "/dev/shm") }

  private func request(_ type: String, on daemon: Daemon) throws -> BuildRequest {
    var request = try daemon.request(
      dockerfile: "FROM scratch\nCOPY file /\n", files: ["file": text])
    let path = folder.path("out")
    let output: ExportOutput? =
      switch type {
      case "local": try ExportOutput(folder: path)
      case "tar", "docker", "oci": try ExportOutput(file: path)
      default: nil
      }
    request.exports = [.init(type: type, attributes: ["name": "tests/\(text):v1"], output: output)]
    return request
  }

  private func has(_ type: String, _ daemon: Daemon) -> Bool {
    switch type {
    case "local", "tar": true
    case "moby": daemon.isEngine
    default: daemon.exportsImages
    }
  }

  @Test(
    arguments: ["local", "tar", "image", "docker", "oci", "moby"], Daemon.allCases)
  func anExporterWorksOrIsRefusedByName(_ type: String, _ daemon: Daemon) async throws {
    let request = try request(type, on: daemon)
    guard has(type, daemon) else {
      let error = try await failure(of: request, on: daemon.client())
      #expect(error.code == .unimplemented)
      #expect(error.message.contains("exporter \"\(type)\" could not be found"))
      #expect(error.advice?.contains("use one that this daemon has") == true)
      #expect(folder.names.isEmpty)
      return
    }
    let result = try await daemon.client().build(request)
    switch type {
    case "local": #expect(try contents(of: folder.path("out/file")) == Array(text.utf8))
    case "tar": #expect(try Tar(folder.path("out")).text("file") == text)
    case "docker", "oci":
      #expect(try Tar(folder.path("out"))["manifest.json"] != nil || type == "oci")
    default: #expect(result.exporterResponse["containerimage.digest"]?.hasPrefix("sha256:") == true)
    }
  }

  @Test(arguments: Daemon.allCases.filter(\.exportsImages))
  func anImageIsPushed(_ daemon: Daemon) async throws {
    let registry = try variable("BENTOKIT_TEST_REGISTRY")
    var request = try request("image", on: daemon)
    request.exports[0].attributes = ["name": "\(registry)/daemons/\(text):v1", "push": "true"]
    let result = try await daemon.client().build(request)
    let answer = try HTTPAnswer(from: registry, path: "/v2/daemons/\(text)/manifests/v1")
    #expect(answer.text.contains(try #require(result.imageDigest)))
  }
}
