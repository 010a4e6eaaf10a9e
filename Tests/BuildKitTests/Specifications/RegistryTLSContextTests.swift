import BuildKit
import Testing

/// What users write for connections to token servers, as buildctl reads it.
@Suite struct RegistryTLSContextTests {
  @Test(arguments: [
    (
      "host=h:1,ca=/ca,cert=/c,key=/k",
      RegistryTLSContext(host: "h:1", certificateAuthority: "/ca", certificate: "/c", key: "/k")
    ),
    ("host=h,cert=/c,key=/k", RegistryTLSContext(host: "h", certificate: "/c", key: "/k")),
    ("HOST=h,CA=/ca", RegistryTLSContext(host: "h", certificateAuthority: "/ca")),
    ("host=h,insecure=1", RegistryTLSContext(host: "h", isInsecure: true)),
    ("host=https://h:1,insecure=true", RegistryTLSContext(host: "h:1", isInsecure: true)),
    ("host=h,ca=/ca,insecure=F", RegistryTLSContext(host: "h", certificateAuthority: "/ca")),
  ])
  func aTextIsRead(_ text: String, _ expected: RegistryTLSContext) throws {
    #expect(try RegistryTLSContext(text) == expected)
  }

  @Test(arguments: [
    ("ca=/ca", "host=HOST"), ("host=,ca=/ca", "host=HOST"), ("host=h", "write ca=FILE"),
    ("host=h,insecure=false", "write ca=FILE"), ("host=h,insecure=maybe", "true or false"),
    ("host=h,ca=/ca,key=/k", "go together"), ("host=h,cert=/c", "go together"),
    ("host=h,ca=/ca,color=red", "unknown key"), ("h", "expected key=value"),
  ])
  func aTextThatMeansNothingIsRefused(_ text: String, _ reason: String) {
    let error = #expect(throws: InvalidSpecification.self) { _ = try RegistryTLSContext(text) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }
}
