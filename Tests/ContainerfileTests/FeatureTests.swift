import Bento
import Containerfile
import Testing

@Suite struct FeatureTests {
  private let features = ContainerfileOptions(features: ["grpc", "tracing-otlp"])

  @Test func theyAreInstalledBesideTheRequirements() throws {
    let file = try current(image: "post_commands: [echo after]", features)
    let place = try #require(
      file.lines.firstIndex { $0.hasSuffix("requirements.txt 'bentoml[grpc,tracing-otlp]'") })
    #expect(file.lines[place - 1].hasSuffix("requirements.txt"))
    #expect(file.lines[place + 1] == "RUN echo after")
  }

  @Test func theFirstFormatInstallsThemBeforeTheUserChanges() throws {
    let file = try legacy(docker: "distro: debian, python_version: '3.11'", features)
    let place = try #require(
      file.lines.firstIndex { $0.hasSuffix(" uv pip install 'bentoml[grpc,tracing-otlp]'") })
    #expect(file.lines[place - 1].hasSuffix("/env/python/install.sh"))
    #expect(file.lines.last?.hasPrefix("ENTRYPOINT") == true)
  }

  @Test func noFeaturesChangeNothing() throws {
    #expect(try !current().text.contains("bentoml["))
  }

  @Test(arguments: [
    "spec: 2\nimage: {base_image: a}", "docker: {base_image: a, python_version: 3.11}",
  ])
  func unknownOnesAreRefused(_ yaml: String) {
    for feature in ["nope", "GRPC", "", "grpc,aws"] {
      #expect(failure { try render(yaml, .init(features: ["grpc", feature])) } == .unknownFeature)
    }
  }
}
