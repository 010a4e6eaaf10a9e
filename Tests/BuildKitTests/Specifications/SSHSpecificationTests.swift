import BuildKit
import Testing

/// What users write for `RUN --mount=type=ssh`, as buildctl reads it.
@Suite struct SSHSpecificationTests {
  @Test(arguments: [
    ("default", SSHSpecification()),
    ("=", SSHSpecification()),
    ("default=", SSHSpecification()),
    ("other", SSHSpecification(id: "other")),
    ("default=/run/agent.sock", SSHSpecification(paths: ["/run/agent.sock"])),
    ("=/run/agent.sock", SSHSpecification(paths: ["/run/agent.sock"])),
    ("git=~/a,~/b", SSHSpecification(id: "git", paths: ["~/a", "~/b"])),
    ("git=a=b", SSHSpecification(id: "git", paths: ["a=b"])),
    ("x=/s,raw=true", SSHSpecification(id: "x", paths: ["/s"], isRaw: true)),
    ("x=raw=1,/s", SSHSpecification(id: "x", paths: ["/s"], isRaw: true)),
    ("x=/s,raw=false", SSHSpecification(id: "x", paths: ["/s"])),
    ("x=/s,/t,raw=F", SSHSpecification(id: "x", paths: ["/s", "/t"])),
  ])
  func aTextIsRead(_ text: String, _ expected: SSHSpecification) throws {
    #expect(try SSHSpecification(text) == expected)
    #expect(try SSHSpecification("\(expected)") == expected)
  }

  @Test(arguments: [
    ("", "write default"), ("x=raw=true", "name it"), ("x=/s,/t,raw=true", "name it"),
    ("x=/s,raw=yes", "true or false"),
    ("x=/s,raw=", "true or false"), ("x=a,,b", "a path is empty"), ("x=,", "a path is empty"),
  ])
  func aTextThatMeansNothingIsRefused(_ text: String, _ reason: String) {
    let error = #expect(throws: InvalidSpecification.self) { _ = try SSHSpecification(text) }
    #expect(error?.option == "ssh")
    #expect(error?.text == text)
    #expect(error?.reason.contains(reason) == true)
  }
}
