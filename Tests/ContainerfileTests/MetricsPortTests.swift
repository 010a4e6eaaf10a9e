import Testing

@testable import Containerfile

@Suite struct MetricsPortTests {
  private let json = #"{"api_server": {"grpc": {"metrics": {"port": 4002}}}}"#

  @Test(
    arguments: [
      ([:], 3001),
      (["BENTOML_CONFIG_OPTIONS": "api_server.grpc.metrics.port=4001"], 4001),
      (["BENTOML_CONFIG_OPTIONS": "a.b=1  api_server.grpc.metrics.port=4001\n c=2"], 4001),
      (["BENTOML_CONFIG_OPTIONS": "api_server.grpc.port=1"], 3001),
      (["BENTOML_CONFIG_OPTIONS": "", "BENTOML_CONFIG_OVERRIDES": "", "BENTOML_CONFIG": ""], 3001),
      (["BENTOML_CONFIG_OVERRIDES": #"{"api_server": {"grpc": {"port": 5}}}"#], 3001),
    ] as [([String: String], Int)])
  func theLastOneSetCounts(_ environment: [String: String], port: Int) throws {
    #expect(try MetricsPort.configured { environment[$0] } == port)
  }

  @Test func optionsComeBeforeOverrides() throws {
    #expect(try MetricsPort.configured { $0 == "BENTOML_CONFIG_OVERRIDES" ? json : nil } == 4002)
    let both = [
      "BENTOML_CONFIG_OVERRIDES": json,
      "BENTOML_CONFIG_OPTIONS": "api_server.grpc.metrics.port=4001",
    ]
    #expect(try MetricsPort.configured { both[$0] } == 4001)
  }

  @Test func theFileComesLast() throws {
    let folder = try TestFolder()
    try folder.write("c.yaml", "api_server:\n  grpc: {metrics: {port: 4003}}\n")
    let file = "\(folder.path)/c.yaml"
    #expect(try MetricsPort.configured { $0 == "BENTOML_CONFIG" ? file : nil } == 4003)
    let variables = ["BENTOML_CONFIG": "$WHERE/c.yaml", "WHERE": folder.path]
    #expect(try MetricsPort.configured { variables[$0] } == 4003)
    let both = ["BENTOML_CONFIG": file, "BENTOML_CONFIG_OVERRIDES": json]
    #expect(try MetricsPort.configured { both[$0] } == 4002)
  }

  @Test(arguments: [
    ("BENTOML_CONFIG_OPTIONS", "api_server.grpc.metrics.port=x"),
    ("BENTOML_CONFIG_OPTIONS", "api_server.grpc.metrics.port=0"),
    ("BENTOML_CONFIG_OPTIONS", "api_server.grpc.metrics.port=65536"),
    ("BENTOML_CONFIG_OVERRIDES", "{"),
    ("BENTOML_CONFIG_OVERRIDES", "[]"),
    ("BENTOML_CONFIG_OVERRIDES", #"{"api_server": 1}"#),
    ("BENTOML_CONFIG_OVERRIDES", #"{"api_server": {"grpc": {"metrics": {"port": "x"}}}}"#),
    ("BENTOML_CONFIG", "/nowhere/c.yaml"),
  ])
  func whatCannotBeUsedIsNamed(_ name: String, value: String) throws {
    let error = #expect(throws: ContainerfileError.self) {
      try MetricsPort.configured { $0 == name ? value : nil }
    }
    #expect(error?.kind == .invalidConfiguration)
    #expect(error?.message.contains(name) == true)
  }

  @Test func theImageExposesIt() throws {
    let file = try Containerfile(
      for: info("spec: 2\nimage: {base_image: a}"), options: .init(),
      environment: { $0 == "BENTOML_CONFIG_OVERRIDES" ? json : nil })
    #expect(file.place(of: "EXPOSE 4002") != nil)
    #expect(file.place(of: "EXPOSE 3001") == nil)
  }
}
