import BuildKit
import Testing

@Suite struct ValueTests {
  @Test(arguments: ["64m", "2g", "1.5GiB", "1024", "1kb", "7B"])
  func anAmountOfMemoryIsANumberWithAUnit(_ text: String) {
    #expect(ByteSize(text)?.description == text)
  }

  @Test(arguments: ["", "m", "-1", "1.", "2 g", "2x", "１g"])
  func nothingElseIsAnAmount(_ text: String) { #expect(ByteSize(text) == nil) }

  @Test(arguments: [
    ("nofile=1024:2048", ResourceLimit("nofile", soft: 1024, hard: 2048)),
    ("nproc=10", ResourceLimit("nproc", soft: 10)), ("core=-1", ResourceLimit("core", soft: -1)),
    ("nofile", nil), ("=1", nil), ("nofile=", nil), ("nofile=1:2:3", nil), ("nofile=a:b", nil),
    ("nofile=1:", nil),
  ])
  func aLimitIsAResourceWithOneOrTwoNumbers(_ text: String, _ limit: ResourceLimit?) {
    #expect(ResourceLimit(text) == limit)
  }

  @Test(
    arguments: [
      ("1024", 1024), ("7B", 7), ("1kb", 1024), ("64m", 64 << 20), ("1.5GiB", 3 << 29),
      ("2T", 2 << 40), ("1p", 1 << 50), ("9999999p", .max), ("99999999999999999999", .max),
    ] as [(String, Int64)])
  func anAmountIsSoManyBytes(_ text: String, _ bytes: Int64) {
    #expect(ByteSize(text)?.bytes == bytes)
  }
}
