import Bytes
import Testing

@testable import BuildKit

/// The bytes are what protoc makes of the same values with BuildKit's own `.proto` files.
@Suite struct EncodingTests {
  static let facts: [(any EncodableMessage, String)] = [
    (StatusRequest(ref: "r1"), "0a027231"),
    (ListWorkersRequest(), ""),
    (ListWorkersRequest(filters: ["id==w"]), "0a0569643d3d77"),
    (InfoRequest(), ""),
    (CredentialsResponse(username: "u", secret: "s"), "0a0175120173"),
    (
      FetchTokenResponse(token: "t", expiresIn: 300, issuedAt: 1_700_000_000),
      "0a017410ac021880e2cfaa06"
    ),
    (GetTokenAuthorityResponse(publicKey: [0, 1]), "0a020001"),
    (VerifyTokenAuthorityResponse(signed: [0, 9]), "0a020009"),
    (GetSecretResponse(data: [0, 0x78]), "0a020078"),
    (HealthCheckResponse(status: .serving), "0801"),
    (HealthCheckResponse(status: .notServing), "0802"),
  ]

  @Test(arguments: facts.indices)
  func aMessageIsWrittenAsProtocWritesIt(fact: Int) {
    let (message, expected) = Self.facts[fact]
    #expect(message.encoded().array == hex(expected))
  }

  @Test func aSolveRequestIsWrittenAsProtocWritesIt() {
    var request = SolveRequest(ref: "r1")
    request.definition = Definition(bytes: [0x0A, 0x01, 0x01])
    request.exporters = [
      ExporterRequest(type: "image", attributes: ["push": "true", "name": "a/b:1"]),
      ExporterRequest(type: "local"),
    ]
    request.session = "s1"
    request.frontend = "dockerfile.v0"
    request.frontendAttributes = ["filename": "Dockerfile", "build-arg:X": "é"]
    request.cache = CacheOptions(
      exports: [CacheOptionsEntry(type: "inline")],
      imports: [CacheOptionsEntry(type: "registry", attributes: ["ref": "c:1"])])
    request.entitlements = ["network.host", "security.insecure"]
    request.frontendInputs = ["base": Definition(bytes: [0x0A, 0x01, 0x02])]
    request.isInternal = true
    #expect(
      request.encoded().array
        == hex(
          """
          0a02723112030a01011a05696d616765220d0a046e616d651205612f623a31220c0a04707573681204747275
          652a027331320d646f636b657266696c652e76303a110a0b6275696c642d6172673a581202c3a93a160a0866
          696c656e616d65120a446f636b657266696c65422222080a06696e6c696e652a160a08726567697374727912
          0a0a037265661203633a314a0c6e6574776f726b2e686f73744a1173656375726974792e696e736563757265
          520b0a046261736512030a010258016a240a05696d616765120d0a046e616d651205612f623a31120c0a0470
          7573681204747275656a070a056c6f63616c
          """))
  }

  @Test func textKeepsItsNULs() {
    #expect(StatusRequest(ref: "a\0b").encoded().array == hex("0a03610062"))
  }

  @Test func theSessionMayBeLetNameExporters() {
    var request = SolveRequest(ref: "")
    request.enableSessionExporter = true
    // An empty CacheOptions, as Go's client writes it, and field 14.
    #expect(request.encoded().array == hex("42007001"))
  }
}
