import Jinja
import Testing

@testable import jinja_comparison

@Suite struct OwnTemplatesTests {
  @Test(arguments: CaseFile.all)
  func templatesGiveWhatJinja2Gives(_ file: CaseFile) throws {
    let recorded = try CaseFile.recorded()
    let cases = try file.cases()
    #expect(cases.count > 20)
    for item in cases {
      let expected = try #require(recorded[item.name], "\(item.name) isn't recorded")
      switch (item.template.render(), expected) {
      case (.success(let output), .output(let wanted)):
        #expect(
          output.unicodeScalars.elementsEqual(wanted.unicodeScalars),
          "\(item.name) gives \(output) instead of \(wanted)")
      case (.failure(let error), .error(let kind)):
        #expect(error.kind == kind, "\(item.name): \(error)")
      case (let result, let wanted):
        Issue.record("\(item.name) gives \(result) instead of \(wanted)")
      }
    }
  }

  @Test(arguments: CaseFile.all)
  func everyErrorHasItsPlaceAndOneLine(_ file: CaseFile) throws {
    for item in try file.cases() {
      guard case .failure(let error) = item.template.render() else { continue }
      #expect(error.line > 0 && error.column > 0, "\(item.name): \(error)")
      #expect(error.template != nil, "\(item.name): \(error)")
      #expect(!error.description.contains("\n"), "\(item.name): \(error)")
    }
  }
}
