import BuildKit
import Testing

@testable import BuildProgress

@Suite struct MessageJSONTests {
  @Test(
    arguments: [
      ([], "{}"),
      // def: two operations, one of them empty.
      ([0x0A, 1, 0x41, 0x0A, 0], #"{"def":["QQ==",""]}"#),
      // metadata: by digest, sorted; caps keep what is false.
      (
        [0x12, 7, 0x0A, 1, 0x62, 0x12, 2, 0x08, 1]
          + [0x12, 12, 0x0A, 1, 0x61, 0x12, 7, 0x2A, 5, 0x0A, 1, 0x63, 0x10, 0],
        #"{"metadata":{"a":{"caps":{"c":false}},"b":{"ignore_cache":true}}}"#
      ),
      // source: a location without its number, which is 0.
      (
        [0x1A, 11, 0x0A, 9, 0x0A, 1, 0x64, 0x12, 4, 0x0A, 2, 0x08, 0],
        #"{"Source":{"locations":{"d":{"locations":[{}]}}}}"#
      ),
      // An unknown field is left out.
      ([0x78, 1], "{}"),
    ] as [([UInt8], String)])
  func aGraphIsWrittenAsGoWritesIt(bytes: [UInt8], json: String) {
    #expect(MessageShape.definition.json(bytes) == json)
  }

  @Test(arguments: [[0xFF], [0x0A, 5, 1], [0x12, 3, 0x12, 9, 0], [0x08, 1, 0x0B]] as [[UInt8]])
  func bytesThatAreNoGraphAreLeftOut(bytes: [UInt8]) {
    #expect(MessageShape.definition.json(bytes) == nil)
  }

  @Test func graphsThatHoldEachOtherForEverAreLeftOut() {
    // Source, infos, definition, and so on.
    var bytes: [UInt8] = []
    for _ in 0..<200 {
      for key in [0x1A, 0x12, 0x1A] as [UInt8] {
        var length: [UInt8] = []
        var count = bytes.count
        repeat {
          length.append(UInt8(count & 0x7F) | (count > 0x7F ? 0x80 : 0))
          count >>= 7
        } while count > 0
        bytes = [key] + length + bytes
      }
    }
    #expect(MessageShape.definition.json(bytes) == nil)
  }
}
