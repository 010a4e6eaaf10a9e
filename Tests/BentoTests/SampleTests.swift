import Bento
import TestSupport
import Testing

/// The BentoML home that comes with the tests.
private let sampleHome = Places.package + "/Tests/Samples/home"

@Suite struct SampleTests {
  private let bentos = BentoStore(home: sampleHome)
  private let models = ModelStore(home: sampleHome)

  @Test(arguments: ["greeter", "veteran"])
  func theSamplesAreWhole(_ name: String) throws {
    let bento = try bentos.bento(named: name)
    #expect(bento.warnings.isEmpty)
    let context = try bento.context(models: models)
    #expect(context.models.map(\.tag.description) == ["greeting:v1"])
  }

  @Test(arguments: [
    ("broken:syntax", BentoError.Kind.malformedYAML, 5), ("broken:field", .invalidField, 7),
  ])
  func theBrokenSamplesAreRefused(_ tag: String, kind: BentoError.Kind, line: Int) throws {
    let error = try #require(errorOf { () throws(BentoError) in try bentos.bento(named: tag) })
    #expect(error.kind == kind)
    #expect(error.location?.line == line)
  }

  @Test func theOrphanLacksItsModel() throws {
    let bento = try bentos.bento(named: "broken:orphan")
    let error = errorOf { () throws(BentoError) in try bento.context(models: models) }
    #expect(error?.kind == .modelNotFound)
  }
}
