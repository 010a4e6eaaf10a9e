import Testing

@testable import BuildKit

/// What users write for BuildKit, as BuildKit's own tools read it.
@Suite struct SpecificationTests {
  @Test(arguments: [
    ("linux/amd64", "linux/amd64"), ("linux/x86_64", "linux/amd64"), ("Linux/AMD64", "linux/amd64"),
    ("linux/aarch64", "linux/arm64"), ("linux/arm64/v8", "linux/arm64"),
    ("linux/arm", "linux/arm/v7"), ("linux/arm/6", "linux/arm/v6"), ("linux/armhf", "linux/arm/v7"),
    ("linux/armel", "linux/arm/v6"), ("linux/i386", "linux/386"), ("arm64", "linux/arm64"),
    ("riscv64", "linux/riscv64"), ("windows/amd64", "windows/amd64"),
    ("macos/arm64", "darwin/arm64"),
    ("linux/amd64/v2", "linux/amd64/v2"), ("linux/amd64/v1", "linux/amd64"),
  ])
  func aPlatformHasGosNames(_ text: String, _ name: String) throws {
    #expect(try Platform(text).description == name)
  }

  @Test(arguments: ["", "/", "linux/", "a/b/c/d", "martian", "linux/amd 64", "linux,arm"])
  func nothingElseIsAPlatform(_ text: String) {
    #expect(throws: InvalidSpecification.self) { try Platform(text) }
  }

  @Test func platformsMayStandInOneText() throws {
    let platforms = try Platform.list(["linux/amd64,linux/arm64", "local"])
    #expect(platforms.prefix(2).map(\.description) == ["linux/amd64", "linux/arm64"])
    #expect(platforms.last == .current)
  }

  /// BuildKit's util/entitlements.
  @Test(arguments: [
    ("network.host", "network.host"), ("security.insecure", "security.insecure"),
    ("device", "device"), ("device=vendor.com/gpu=0", "device=vendor.com/gpu=0"),
    ("device=vendor.com/gpu=0,alias=gpu", "device=vendor.com/gpu=0,alias=gpu"),
    ("device=", "device"), ("network.guest", nil), ("network.host=1", nil), ("", nil),
    ("device=a,color=red", nil), ("device=a,alias", nil), ("device=\"a", nil),
  ])
  func aPrivilegeIsOneOfThree(_ text: String, _ written: String?) {
    #expect((try? Entitlement(text))?.description == written)
  }

  /// buildx' build/utils.go.
  @Test(arguments: [
    ("db:10.0.0.1", "db=10.0.0.1"), ("db=10.0.0.1", "db=10.0.0.1"), ("db:::1", "db=::1"),
    ("db:[::1]", "db=::1"), ("db=1.2.3.4,::1", "db=1.2.3.4,db=::1"),
    ("db:host-gateway", "db=host-gateway"), ("db", nil), (":1.2.3.4", nil), ("db:", nil),
    ("db:here", nil), ("db:1.2.3", nil), ("a,b:1.2.3.4", nil),
  ])
  func aHostHasAddresses(_ text: String, _ attribute: String?) {
    #expect((try? ExtraHost(text)).map { ExtraHost.attribute([$0]) } == attribute)
  }

  @Test func theGatewaysAddressTakesThePlaceOfItsName() {
    let hosts = "a=1.2.3.4,host-gateway=::1,b=host-gateway,c=host-gateway"
    #expect(
      HostGateway.replacing(in: hosts, with: "10.0.0.1")
        == "a=1.2.3.4,host-gateway=::1,b=10.0.0.1,c=10.0.0.1")
  }

  @Test(arguments: [
    ("nofile=1024:2048", "nofile=1024:2048"), ("nproc=10", "nproc=10:10"),
    ("core=-1", "core=-1:-1"), ("nofile=5:-1", "nofile=5:-1"), ("nofile=2:1", nil),
    ("nofile=-1:1", nil), ("speed=1", nil),
  ])
  func aLimitIsOneThatBuildKitKnows(_ text: String, _ attribute: String?) {
    #expect(ResourceLimit(text).flatMap { try? $0.checked() } == attribute)
  }

  /// buildx' util/buildflags/attests.go.
  @Test(arguments: [
    ("type=sbom", "sbom", ""), ("type=sbom,generator=image", "sbom", "generator=image"),
    ("type=provenance,mode=max,\"builder-id=a,b\"", "provenance", "\"builder-id=a,b\",mode=max"),
    ("type=provenance,disabled=true", "provenance", nil),
    ("disabled=0,type=sbom", "sbom", ""),
  ])
  func anAttestationHasParameters(_ text: String, _ kind: String, _ value: String?) throws {
    let attestation = try Attestation(text)
    #expect(attestation.kind.rawValue == kind)
    #expect(attestation.attribute == value)
  }

  @Test(arguments: ["", "mode=max", "type=song", "type=sbom,disabled=maybe", "type=sbom,x"])
  func nothingElseIsAnAttestation(_ text: String) {
    #expect(throws: InvalidSpecification.self) { try Attestation(text) }
  }

  @Test(arguments: [
    ("true", ""), ("1", ""), ("false", nil), ("mode=max", "mode=max"),
    ("mode=max,reproducible=true", "mode=max,reproducible=true"),
  ])
  func provenanceIsOnOffOrHasParameters(_ text: String, _ value: String?) throws {
    #expect(try Attestation(text, of: .provenance).attribute == value)
  }

  /// buildx' util/buildflags/export.go.
  @Test(arguments: [
    ("a=b", ["annotation.a"]), ("index:a=b", ["annotation-index.a"]),
    ("manifest,index:a.b=c", ["annotation-manifest.a.b", "annotation-index.a.b"]),
    ("manifest[linux/amd64]:a=b", ["annotation-manifest[linux/amd64].a"]),
    ("index-descriptor:a=", ["annotation-index-descriptor.a"]),
  ])
  func anAnnotationIsAnAttributeForEachPlace(_ text: String, _ attributes: [String]) throws {
    #expect(try Annotation.list(text).map(\.attribute) == attributes)
  }

  @Test(arguments: ["", "a", "=b", "shelf:a=b", "index:=b", "manifest[a/b/c/d]:a=b"])
  func nothingElseIsAnAnnotation(_ text: String) {
    #expect(throws: InvalidSpecification.self) { try Annotation.list(text) }
  }

  @Test(
    arguments: [
      ("a=folder", .folder(path: "folder")), ("a=/b=c", .folder(path: "/b=c")),
      ("a=docker-image://b:1", .remote("docker-image://b:1")), ("a=target:b", .remote("target:b")),
      ("a=https://x/y.git#main", .remote("https://x/y.git#main")),
      ("a=git@github.com:x/y.git", .remote("git@github.com:x/y.git")),
      ("a=oci-layout://b", .ociLayout(path: "b", name: nil, digest: nil)),
      ("a=oci-layout:///b/c:v1", .ociLayout(path: "/b/c", name: "v1", digest: nil)),
      ("a=oci-layout://b@sha256:0", .ociLayout(path: "b", name: nil, digest: "sha256:0")),
    ] as [(String, BuildContext.Source)])
  func aBuildContextIsAFolderOrMore(_ text: String, _ source: BuildContext.Source) throws {
    #expect(try BuildContext(text).source == source)
  }

  @Test(arguments: [
    ("alpine=x", "alpine"), ("docker.io/library/alpine=x", "alpine"), ("alpine:latest=x", "alpine"),
    ("alpine:3=x", "alpine:3"), ("docker.io/a/b=x", "a/b"), ("alpine:V1=x", "alpine:V1"),
    ("HOST:5000/a_b/c=x", "HOST:5000/a_b/c"),
  ])
  func aBuildContextHasTheShortNameOfAnImage(_ text: String, _ name: String) throws {
    #expect(try BuildContext(text).name == name)
  }

  @Test(arguments: [
    "", "a", "a=", "=b", "More=b", "a b=c", "é=b", "a//b=c", "a=oci-layout://", "a=oci-layout://b:",
    "a=oci-layout://b@",
  ])
  func nothingElseIsABuildContext(_ text: String) {
    #expect(throws: InvalidSpecification.self) { try BuildContext(text) }
  }
}
