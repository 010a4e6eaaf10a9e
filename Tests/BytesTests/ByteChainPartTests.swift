import Testing

@testable import Bytes

@Suite struct ByteChainPartTests {
  static let chain = {
    var chain = ByteChain([1, 2, 3])
    chain.append(ByteSlice([4]))
    chain.append(ByteSlice([5, 6]))
    return chain
  }()

  @Test(arguments: 0...6, 0...6)
  func aPartHasTheBytesOfItsRange(start: Int, end: Int) {
    guard start <= end else { return }
    let part = Self.chain.part(from: start, count: end - start)
    #expect(part.array == Array([1, 2, 3, 4, 5, 6][start..<end]))
  }

  @Test func aPartSharesTheMemory() {
    let part = Self.chain.part(from: 1, count: 3)
    #expect(part.slices[0].block === Self.chain.slices[0].block)
    #expect(part.slices[1].block === Self.chain.slices[1].block)
  }
}
