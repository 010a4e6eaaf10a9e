import Containerfile
import Testing

@Suite struct DeviationTests {
  @Test func everyDeviationIsListedOnce() {
    let all = ContainerfileDeviation.all
    #expect(Set(all).count == all.count)
    let numbers = all.compactMap(\.number)
    #expect(Set(numbers).count == numbers.count)
    #expect(numbers == numbers.sorted())
  }
}
