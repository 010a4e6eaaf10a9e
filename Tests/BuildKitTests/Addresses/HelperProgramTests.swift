import Connections
import Testing

@testable import BuildKit

/// What is run for an address, as BuildKit's own client runs it (`client/connhelper`).
@Suite struct HelperProgramTests {
  static let programs: [(address: String, words: [String])] = [
    (
      "docker-container://buildkitd",
      ["docker", "exec", "-i", "buildkitd", "buildctl", "dial-stdio"]
    ),
    (
      "docker-container://buildkitd?context=remote",
      ["docker", "--context=remote", "exec", "-i", "buildkitd", "buildctl", "dial-stdio"]
    ),
    (
      "podman-container://buildkitd",
      ["podman", "exec", "-i", "buildkitd", "buildctl", "dial-stdio"]
    ),
    (
      "nerdctl-container://buildkitd",
      ["nerdctl", "exec", "-i", "buildkitd", "buildctl", "dial-stdio"]
    ),
    (
      "nerdctl-container://buildkitd?namespace=k8s.io",
      [
        "nerdctl", "exec", "--namespace", "k8s.io", "-i", "buildkitd", "buildctl", "dial-stdio",
      ]
    ),
    (
      "kube-pod://buildkitd-0",
      ["kubectl", "exec", "-i", "buildkitd-0", "--", "buildctl", "dial-stdio"]
    ),
    (
      "kube-pod://buildkitd-0?context=at%20home&namespace=ci&container=daemon",
      [
        "kubectl", "--context=at home", "--namespace=ci", "exec", "--container=daemon", "-i",
        "buildkitd-0", "--", "buildctl", "dial-stdio",
      ]
    ),
    ("ssh://builder", ["ssh", "--", "builder", "buildctl", "dial-stdio"]),
    (
      "ssh://me@builder:2222",
      ["ssh", "-l", "me", "-p", "2222", "--", "builder", "buildctl", "dial-stdio"]
    ),
    (
      "ssh://[::1]/run/buildkit/buildkitd.sock",
      [
        "ssh", "--", "::1", "buildctl", "--addr", "unix:///run/buildkit/buildkitd.sock",
        "dial-stdio",
      ]
    ),
    (
      "ssh://builder/a%20b'c",
      ["ssh", "--", "builder", "buildctl", "--addr", "'unix:///a b'\\''c'", "dial-stdio"]
    ),
  ]

  @Test(arguments: programs)
  func anAddressIsReachedByItsProgram(address: String, words: [String]) throws {
    let endpoint = try Endpoint(address)
    let program = try #require(endpoint.program)
    #expect([program.name] + program.arguments == words)
    #expect(try Endpoint("\(endpoint)") == endpoint)
  }

  @Test(arguments: [
    ("ssh://engine", ["ssh", "-T", "--", "engine", "docker", "system", "dial-stdio"]),
    ("ssh://engine/", ["ssh", "-T", "--", "engine", "docker", "system", "dial-stdio"]),
    (
      "ssh://me@engine/run/docker.sock",
      [
        "ssh", "-T", "-l", "me", "--", "engine", "docker", "--host=unix:///run/docker.sock",
        "system", "dial-stdio",
      ]
    ),
  ])
  func anEngineIsReachedByItsOwnProgram(host: String, words: [String]) throws {
    let place = try DockerContext.Place(host: host, usesTLS: false)
    guard case .ssh(let machine) = place else {
      Issue.record("\(place)")
      return
    }
    #expect([machine.engineProgram.name] + machine.engineProgram.arguments == words)
  }

  static let invalid: [(address: String, reason: String)] = [
    ("docker-container://", "the name of the container is missing"),
    ("docker-container://-x", "can't be the name"), ("docker-container://a/b", "can't be the name"),
    ("docker-container://a?namespace=b", "not known"),
    ("podman-container://a?context=b", "not known"),
    ("kube-pod://", "the name of the pod is missing"), ("kube-pod://Upper", "name of a pod"),
    ("kube-pod://a?namespace=b_c", "name of a namespace"),
    ("kube-pod://a?container=-%2F", "name of a container"), ("kube-pod://a?pod=b", "not known"),
    ("kube-pod://a?context=%zz", "stands for no byte"), ("ssh://", "expected ssh://"),
    ("ssh://me:secret@host", "password"), ("ssh://host?x=y", "expected ssh://"),
    ("ssh://host#x", "expected ssh://"), ("ssh://-oProxyCommand=x", "expected ssh://"),
    ("ssh://host:x", "expected ssh://"), ("ssh://-x@host", "expected ssh://"),
  ]

  @Test(arguments: invalid)
  func whatIsNoAddressIsRefused(address: String, reason: String) {
    let error = #expect(throws: Endpoint.InvalidAddress.self) { try Endpoint(address) }
    #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
  }

  @Test(arguments: ["unix:///x", "docker-container://x", "ssh://x"])
  func tlsIsForTCPAlone(address: String) throws {
    let error = #expect(throws: BuildError.self) {
      try BuildKitClient(endpoint: Endpoint(address), tls: TLSConfiguration())
    }
    #expect(error?.code == .invalidArgument)
    #expect(error?.message.contains(address) == true)
  }
}

extension Endpoint {
  /// What is run to reach it; nil where nothing is.
  fileprivate var program: HelperProgram? {
    switch self {
    case .container(let address): address.program
    case .kubePod(let address): address.program
    case .ssh(let address): address.program
    default: nil
    }
  }
}
