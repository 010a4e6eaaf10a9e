import Bento
import Testing

@Suite struct ContextTests {
  private let home: TemporaryHome

  init() throws {
    home = try TemporaryHome()
    try home.model("net", "v1", created: "2024-05-01T00:00:00")
    try home.model("net", "v2", created: "2024-02-01T00:00:00")
    try home.model("tree", "v1", created: "2024-02-01T00:00:00")
  }

  private func context(models: String) throws -> ContextDescription {
    try home.write(
      "bentos/svc/v1/bento.yaml",
      "service: s:S\nname: svc\nversion: v1\nspec: 2\nmodels: \(models)\n")
    return try Bento(at: "\(home.path)/bentos/svc/v1").context(
      models: ModelStore(home: home.path), hub: HubCache(folder: "\(home.path)/hub"),
      fetch: HubFetch(environment: { _ in nil }))
  }

  private func latest(_ context: ContextDescription) -> [String] {
    context.files.map {
      String(decoding: $0.path, as: UTF8.self) + "=" + String(decoding: $0.content, as: UTF8.self)
    }
  }

  @Test func modelsAreMountedWhereBentoMLLooks() throws {
    let context = try context(models: "[net:v1, tree:latest, net:v2]")
    #expect(context.bento.folder == "\(home.path)/bentos/svc/v1")
    #expect(
      context.models.map { String(decoding: $0.path, as: UTF8.self) }
        == ["models/net/v1", "models/tree/v1", "models/net/v2"])
    #expect(context.models.map(\.folder).allSatisfy { $0.hasPrefix("\(home.path)/models/") })
    #expect(latest(context) == ["models/net/latest=v1", "models/tree/latest=v1"])
    #expect(context.folders == [Array("models".utf8), Array("hf-models".utf8)])
  }

  @Test func aModelIsMountedOnce() throws {
    #expect(try context(models: "[tree, tree:v1, tree:latest]").models.count == 1)
  }

  @Test func aBentoWithoutModelsHasOnlyEmptyFolders() throws {
    let context = try context(models: "[]")
    #expect(context.models.isEmpty)
    #expect(context.files.isEmpty)
    #expect(context.folders.count == 2)
  }

  @Test func aModelInTheBentoItselfNeedsNoMount() throws {
    try home.write(
      "bentos/svc/v1/models/own/v7/model.yaml", "name: own\nversion: v7\n")
    let context = try context(models: "[own:v7]")
    #expect(context.models.isEmpty)
    #expect(latest(context) == ["models/own/latest=v7"])
  }

  @Test func otherRegistriesMeanBentoMLsStore() throws {
    #expect(try context(models: "[{tag: 'tree:v1', registry: s3}]").models.count == 1)
  }

  @Test(arguments: [
    ("[gone:v9]", BentoError.Kind.modelNotFound, "`bentoml models pull gone:v9`"),
    ("[{tag: 'gone:v9', registry: s3}]", .modelNotFound, "'s3'"),
    (
      "[{tag: 'acme--net:v1', registry: huggingface}]", .modelNotFound,
      "`hf download acme/net --rev"
    ),
    (
      "[{tag: 'a:v1', registry: huggingface, metadata: {model_id: ../c}}]", .invalidModel,
      "'../c'"
    ),
  ])
  func aModelThatCannotBeHadIsNamed(
    _ models: String, kind: BentoError.Kind, words: String
  ) throws {
    let error = #expect(throws: BentoError.self) { try context(models: models) }
    #expect(error?.kind == kind)
    #expect(error?.message.contains(words) == true, "\(String(describing: error))")
  }
}
