import Bytes
import Testing

@testable import BuildKit

@Suite struct BytesMessageTests {
  static let long = [UInt8](repeating: 7, count: 300)

  static let facts: [(data: [UInt8], wire: [UInt8])] = [
    ([], []),
    ([9], [0x0A, 1, 9]),
    ([UInt8](repeating: 1, count: 127), [0x0A, 127] + [UInt8](repeating: 1, count: 127)),
    (long, [0x0A, 0xAC, 0x02] + long),
  ]

  @Test(arguments: facts) func dataTravelsBehindAHead(data: [UInt8], wire: [UInt8]) {
    #expect(BytesMessage(data: ByteChain(data)).encoded().array == wire)
  }

  @Test(arguments: facts.indices, [1, 2, 3, 1000])
  func dataIsFoundHoweverTheMessageIsSliced(fact: Int, size: Int) throws {
    let (data, wire) = Self.facts[fact]
    #expect(try BytesMessage(decoding: ByteChain(wire, slicedBy: size)).data.array == data)
  }

  @Test func neitherWayCopies() throws {
    let data = ByteSlice(Self.long)
    let sent = BytesMessage(data: ByteChain(data)).encoded()
    #expect(sent.slices.last?.block === data.block)
    #expect(try BytesMessage(decoding: sent).data.slices.map(\.block) === [data.block])
  }

  @Test(
    arguments: [
      ("1001 0a0161", [0x61]),
      ("0a0161 0a0162", [0x62]),
      ("0a00 1a020102", []),
      ("1d01020304 210102030405060708", []),
    ] as [(String, [UInt8])])
  func otherFieldsAreSkippedAndTheLastDataCounts(wire: String, data: [UInt8]) throws {
    #expect(try BytesMessage(decoding: ByteChain(hex(wire))).data.array == data)
  }

  @Test(arguments: ["0a", "0a0561", "0a8080", "0800", "0aFFFFFFFFFFFFFFFFFF01", "0b", "02", "1d01"])
  func aBrokenMessageIsRefused(wire: String) {
    #expect(throws: MalformedMessage("BytesMessage")) {
      try BytesMessage(decoding: ByteChain(hex(wire)))
    }
  }
}

private func === (left: [ByteBlock], right: [ByteBlock]) -> Bool {
  left.elementsEqual(right) { $0 === $1 }
}
