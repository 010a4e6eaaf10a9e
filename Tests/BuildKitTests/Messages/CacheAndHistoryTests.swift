import Bytes
import Testing

@testable import BuildKit

/// The bytes are what protoc makes of the same values with BuildKit's own `.proto` files.
@Suite struct CacheAndHistoryTests {
  @Test func aPruneRequestIsWrittenAsProtocWritesIt() {
    var request = PruneRequest()
    request.filters = ["f"]
    request.all = true
    request.keepDuration = 1
    request.reservedSpace = 2
    request.maxUsedSpace = 3
    request.minFreeSpace = 4
    #expect(request.encoded().array == hex("0a016610011801200228033004"))
  }

  @Test func usageIsRead() throws {
    #expect(DiskUsageRequest(filters: ["f"]).encoded().array == hex("0a0166"))
    let response = try DiskUsageResponse(
      decoding: ByteChain(
        hex(
          """
          0a270a0169100118012009320208013a02080240034a01645207726567756c61725801620170620171
          """)))
    #expect(
      response.records == [
        UsageRecord(
          id: "i", isMutable: true, isInUse: true, size: 9,
          createdAt: Timestamp(nanosecondsSince1970: 1_000_000_000),
          lastUsedAt: Timestamp(nanosecondsSince1970: 2_000_000_000), usageCount: 3,
          description: "d", recordType: "regular", isShared: true, parents: ["p", "q"])
      ])
  }

  @Test func aHistoryRequestIsWrittenAsProtocWritesIt() {
    var request = BuildHistoryRequest()
    request.activeOnly = true
    request.ref = "r"
    request.earlyExit = true
    request.filters = ["f"]
    request.limit = 5
    #expect(request.encoded().array == hex("080112017218012201662805"))
  }

  @Test(arguments: [
    (BuildHistoryChange.pin, "0a01721001"), (.unpin, "0a0172"),
    (.delete, "0a01721801"), (.finalize, "0a01722001"),
  ])
  func aChangeOfTheHistoryIsWrittenAsProtocWritesIt(
    change: BuildHistoryChange, wire: String
  ) {
    let request = UpdateBuildHistoryRequest(ref: "r", change: change)
    #expect(request.encoded().array == hex(wire))
  }

  @Test func aRecordOfTheHistoryIsRead() throws {
    let event = try BuildHistoryEvent(
      decoding: ByteChain(
        hex(
          """
          0801128d010a01721201661a060a016112016222070a05696d6167652a05080212016d320208013a0208024210
          0a017412016c18032a060a016b1201764a060a017812017952050a0312016f5a2b0a0b6c696e75782f616d6436
          34121c1204120261741a0908011205120374776f1a090800120512036f6e656a04120274727001780180010288
          0103920103120178980104
          """)))
    func descriptor(_ digest: String) -> Descriptor {
      Descriptor(mediaType: "", digest: digest, size: 0, annotations: [:])
    }
    var record = BuildHistoryRecord()
    record.ref = "r"
    record.frontend = "f"
    record.frontendAttributes = ["a": "b"]
    record.exporters = [ExporterRequest(type: "image")]
    record.error = BuildErrorDetails(code: 2, message: "m")
    record.createdAt = Timestamp(nanosecondsSince1970: 1_000_000_000)
    record.completedAt = Timestamp(nanosecondsSince1970: 2_000_000_000)
    record.logs = Descriptor(mediaType: "t", digest: "l", size: 3, annotations: ["k": "v"])
    record.exporterResponse = ["x": "y"]
    record.trace = descriptor("tr")
    record.results = [
      "": BuildResultInfo(
        results: [descriptor("o")], attestations: [], onlyResult: descriptor("o")),
      "linux/amd64": BuildResultInfo(
        results: [descriptor("one"), descriptor("two")], attestations: [descriptor("at")],
        exporterPositions: [0, 1]),
    ]
    record.isPinned = true
    record.cachedSteps = 1
    record.totalSteps = 2
    record.completedSteps = 3
    record.externalError = descriptor("x")
    record.warnings = 4
    #expect(event == BuildHistoryEvent(kind: .complete, record: record))
  }

  @Test(arguments: [("", BuildHistoryEvent.Kind.started), ("0802", .deleted)])
  func anEventWithoutARecordIsRead(wire: String, kind: BuildHistoryEvent.Kind) throws {
    let event = try BuildHistoryEvent(decoding: ByteChain(hex(wire)))
    #expect(event == BuildHistoryEvent(kind: kind, record: BuildHistoryRecord()))
  }
}
