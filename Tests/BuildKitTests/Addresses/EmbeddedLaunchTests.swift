import Glibc
import Testing

@testable import BuildKit

/// Where an embedded daemon has its things, and how it is started.
@Suite struct EmbeddedLaunchTests {
  static let variables = [
    "HOME": "/nowhere/home", "XDG_RUNTIME_DIR": "/nowhere/run",
    "XDG_DATA_HOME": "relative-is-ignored",
  ]

  @Test func placesAreXDGs() throws {
    let place = try EmbeddedPlace(environment: { Self.variables[$0] })
    #expect(place.state == "/nowhere/home/.local/share/bentokit/buildkitd")
    #expect(place.runtime.hasPrefix("/nowhere/run/bentokit-buildkitd-"))
    #expect(place.configuration == nil)
    let other = try EmbeddedPlace(
      environment: { $0 == "XDG_DATA_HOME" ? "/nowhere/data" : Self.variables[$0] })
    #expect(other.state == "/nowhere/data/bentokit/buildkitd")
    #expect(other.runtime != place.runtime)
  }

  @Test func withoutAHomeThereIsNoPlace() {
    #expect(throws: EmbeddedError.self) { try EmbeddedPlace(environment: { _ in nil }) }
  }

  @Test func aRuntimeFolderThatOthersSeeIsRefused() throws {
    var template = Array("/tmp/embedded-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkdtemp($0) } }
    try #require(made != nil)
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    let place = try EmbeddedPlace(
      environment: { ["HOME": folder, "XDG_RUNTIME_DIR": folder][$0] })
    mkdir(place.runtime, 0o755)
    chmod(place.runtime, 0o755)
    let error = #expect(throws: EmbeddedError.self) { try place.prepare() }
    #expect(error?.description.contains(place.runtime) == true)
    chmod(place.runtime, 0o700)
    try place.prepare()
  }

  static let launches: [(programs: [String], isRoot: Bool, words: [String], absent: [String])] = [
    (
      ["buildkitd", "runc"], true, ["/bin/buildkitd"], ["--oci-worker-binary", "/bin/rootlesskit"]
    ),
    (
      ["buildkitd", "runc", "rootlesskit"], false, ["/bin/rootlesskit", "/bin/buildkitd"],
      ["--oci-worker-binary"]
    ),
    (
      ["buildkitd", "crun"], true, ["/bin/buildkitd", "--oci-worker-binary", "/bin/crun"],
      ["/bin/rootlesskit"]
    ),
    (["buildkitd", "buildkit-runc", "crun"], true, ["/bin/buildkitd"], ["--oci-worker-binary"]),
  ]

  @Test(arguments: launches)
  func theDaemonIsStartedWithWhatIsThere(
    programs: [String], isRoot: Bool, words: [String], absent: [String]
  ) throws {
    let place = try EmbeddedPlace(environment: { Self.variables[$0] })
    let launch = try EmbeddedLaunch(
      at: place, isRoot: isRoot, find: { programs.contains($0) ? "/bin/\($0)" : nil })
    for word in words + ["unix://" + place.socket, place.state] {
      #expect(launch.words.contains(word))
    }
    for word in absent { #expect(!launch.words.contains(word)) }
    #expect(launch.words.first == words.first)
  }

  @Test(arguments: [
    ([], true, "buildkitd"), (["buildkitd", "runc"], false, "rootlesskit"),
    (["buildkitd"], true, "runc"),
  ])
  func whatIsMissingIsNamed(programs: [String], isRoot: Bool, missing: String) throws {
    let place = try EmbeddedPlace(environment: { Self.variables[$0] })
    let error = #expect(throws: EmbeddedError.self) {
      try EmbeddedLaunch(
        at: place, isRoot: isRoot, find: { programs.contains($0) ? "/bin/\($0)" : nil })
    }
    #expect(error?.description.hasPrefix("\(missing) is not on PATH") == true)
  }
}
