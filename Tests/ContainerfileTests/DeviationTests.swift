import Containerfile
import Testing

@Suite struct DeviationTests {
  @Test func everyDeviationIsListedOnce() {
    let ids = ContainerfileDeviation.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    let numbers = ids.filter { $0.hasPrefix("D") }
    #expect(numbers == numbers.sorted())
    #expect(numbers == Array(ids.prefix(numbers.count)))
  }
}
