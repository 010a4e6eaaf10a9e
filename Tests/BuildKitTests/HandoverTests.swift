import Testing

@testable import BuildKit

@Suite struct HandoverTests {
  @Test func elementsComeInOrderAndOneAtATime() async {
    let handover = Handover<Int>()
    let giving = Task {
      for number in 0..<1000 { await handover.give(number) }
      handover.close()
    }
    var taken: [Int] = []
    while let number = await handover.take() { taken.append(number) }
    await giving.value
    #expect(taken == Array(0..<1000))
  }

  @Test func aGiverIsLetGoWhenNobodyTakes() async {
    let handover = Handover<Int>()
    let giving = Task { await handover.give(1) }
    handover.close()
    await giving.value
    await handover.give(2)
    #expect(await handover.take() == nil)
  }

  @Test func aTakerIsLetGoWhenNobodyGives() async {
    let handover = Handover<Int>()
    let taking = Task { await handover.take() }
    handover.close()
    #expect(await taking.value == nil)
  }

  private struct Failed: Error {}

  @Test func aSequenceThrowsAfterItsNews() async {
    let sequence = BuildSequence<Int, Int> { tell in
      await tell(1)
      await tell(2)
      throw Failed()
    }
    var news: [Int] = []
    await #expect(throws: Failed.self) {
      for try await event in sequence { if case .news(let number) = event { news.append(number) } }
    }
    #expect(news == [1, 2])
  }

  @Test func aSequenceEndsAfterItsOutcome() async throws {
    var iterator = BuildSequence<Int, Int> { _ in 7 }.makeAsyncIterator()
    guard case .finished(7)? = try await iterator.next() else {
      Issue.record("no outcome")
      return
    }
    #expect(try await iterator.next() == nil)
  }
}
