import Bytes
import Testing

@testable import BuildKit

/// The bytes are what protoc makes of the same values with BuildKit's own `.proto` files.
@Suite struct DecodingTests {
  /// Several slices, so that putting them together is part of every test.
  func decode<M: DecodableMessage>(_ type: M.Type, _ digits: String) throws -> M {
    try M(decoding: ByteChain(hex(digits), slicedBy: 7))
  }

  @Test func requestsOfTheSessionServicesAreRead() throws {
    #expect(try decode(CredentialsRequest.self, "0a0168").host == "h")
    let fetch = try decode(FetchTokenRequest.self, "0a01631201681a01722201762a0273312a027332")
    #expect(fetch.clientID == "c" && fetch.host == "h" && fetch.realm == "r")
    #expect(fetch.service == "v" && fetch.scopes == ["s1", "s2"])
    let get = try decode(GetTokenAuthorityRequest.self, "0a01681203010002")
    #expect(get.host == "h" && get.salt == [1, 0, 2])
    let verify = try decode(VerifyTokenAuthorityRequest.self, "0a0168120270001a0102")
    #expect(verify.host == "h" && verify.payload == [0x70, 0] && verify.salt == [2])
    #expect(try decode(GetSecretRequest.self, "0a02696412060a016b120176").id == "id")
    #expect(try decode(HealthCheckRequest.self, "0a0173").service == "s")
  }

  @Test func aSolveResponseIsRead() throws {
    let response = try decode(
      SolveResponse.self,
      "0a210a15636f6e7461696e6572696d6167652e64696765737412087368613235363a640a050a01651200")
    #expect(response.exporterResponse == ["containerimage.digest": "sha256:d", "e": ""])
  }

  @Test func workersAreRead() throws {
    let worker = try #require(
      try decode(
        ListWorkersResponse.self,
        """
        0a6d0a02773112060a016b1201761a0e0a05616d64363412056c696e75781a160a0361726d12056c696e75781a
        0276372201312a016622130801103c18012207747970653d3d78280230032a0f0a0170120276311a0172220331
        2e3232110a0367707510011a060a01611201622001
        """
      ).workers.first)
    #expect(worker.id == "w1" && worker.labels == ["k": "v"])
    #expect(
      worker.platforms == [
        Platform(os: "linux", architecture: "amd64"),
        Platform(
          os: "linux", architecture: "arm", variant: "v7", osVersion: "1", osFeatures: ["f"]),
      ])
    #expect(worker.platforms.map(\.description) == ["linux/amd64", "linux/arm/v7"])
    #expect(
      worker.gcPolicies == [
        GCPolicy(
          all: true, keepDuration: 60, filters: ["type==x"], reservedSpace: 1, maxUsedSpace: 2,
          minFreeSpace: 3)
      ])
    #expect(
      worker.buildkitVersion
        == BuildkitVersion(package: "p", version: "v1", revision: "r", dockerfileVersion: "1.2"))
    #expect(
      worker.cdiDevices == [
        CDIDevice(name: "gpu", autoAllow: true, annotations: ["a": "b"], onDemand: true)
      ])
  }

  @Test func theDaemonsVersionIsRead() throws {
    let info = try decode(InfoResponse.self, "0a09120776302e32352e32")
    #expect(info.buildkitVersion?.version == "v0.25.2")
    #expect(try decode(InfoResponse.self, "").buildkitVersion == nil)
  }

  @Test func textThatIsNotUTF8IsRepaired() throws {
    #expect(try decode(CredentialsRequest.self, "0a02ff68").host == "\u{FFFD}h")
  }

  @Test func unknownFieldsAreSkipped() throws {
    #expect(try decode(CredentialsRequest.self, "0a0168 f80601 fa0603616263").host == "h")
  }
}
