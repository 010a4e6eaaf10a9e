import Connections
import Glibc
import Testing

@testable import BuildKit

/// Docker's contexts, in a folder like Docker's.
@Suite struct DockerContextsTests {
  private static let remote = DockerContext(
    name: "remote", host: "tcp://remote.test", place: .tcp(host: "remote.test", port: 2375))

  static let active: [([String: String], String?, DockerContext)] = [
    ([:], nil, DockerContext(.unix(path: "/var/run/docker.sock"))),
    (
      ["DOCKER_HOST": "unix:///tmp/x.sock", "DOCKER_CONTEXT": "remote"], "remote",
      DockerContext(.unix(path: "/tmp/x.sock"))
    ),
    (
      ["DOCKER_HOST": "tcp://engine"], nil,
      DockerContext(name: "default", host: "tcp://engine", place: .tcp(host: "engine", port: 2375))
    ),
    (
      ["DOCKER_HOST": "tcp://[::1]:99"], nil,
      DockerContext(.tcp(host: "::1", port: 99))
    ),
    (
      ["DOCKER_CONTEXT": "remote"], nil,
      remote
    ),
    ([:], "remote", remote),
    (
      ["DOCKER_CONTEXT": "default"], "remote",
      DockerContext(.unix(path: "/var/run/docker.sock"))
    ),
    ([:], "", DockerContext(.unix(path: "/var/run/docker.sock"))),
  ]

  @Test(arguments: active)
  func theActiveContextIsDockers(
    variables: [String: String], current: String?, expected: DockerContext
  ) throws {
    let docker = try DockerFolder()
    try docker.addContext("remote", #"{"Host":"tcp://remote.test"}"#)
    if let current { try docker.write(#"{"currentContext":"\#(current)"}"#, to: "config.json") }
    let contexts = DockerContexts(folder: docker.path) { variables[$0] }
    #expect(try contexts.active() == expected)
  }

  @Test func anEmptyConfigurationIsNone() throws {
    let docker = try DockerFolder()
    try docker.write("", to: "config.json")
    let contexts = DockerContexts(folder: docker.path) { _ in nil }
    #expect(try contexts.active() == DockerContext(.unix(path: "/var/run/docker.sock")))
  }

  @Test func aContextThatDoesNotVerifySpeaksTLSAllTheSame() throws {
    let docker = try DockerFolder()
    try docker.addContext("remote", #"{"Host":"tcp://remote.test","SkipTLSVerify":true}"#)
    let context = try DockerContexts(folder: docker.path) { _ in nil }.named("remote")
    #expect(context.place == .tcp(host: "remote.test", port: 2376))
    #expect(context.tls?.verifiesServer == false)
  }

  @Test(arguments: [
    (["DOCKER_TLS_VERIFY": "1"], true), (["DOCKER_TLS": "1"], false),
    (["DOCKER_TLS": "1", "DOCKER_TLS_VERIFY": "1"], true),
  ])
  func theVariablesAskForTLS(variables: [String: String], verifies: Bool) throws {
    let docker = try DockerFolder()
    try docker.write("-----BEGIN CERTIFICATE-----", to: "certificates/ca.pem")
    var variables = variables
    variables["DOCKER_HOST"] = "tcp://engine"
    variables["DOCKER_CERT_PATH"] = docker.path + "/certificates"
    let context = try DockerContexts(folder: docker.path) { [variables] in variables[$0] }.active()
    #expect(context.place == .tcp(host: "engine", port: 2376))
    #expect(context.tls?.verifiesServer == verifies)
    #expect(context.tls?.certificateAuthority == Array("-----BEGIN CERTIFICATE-----".utf8))
  }

  @Test(arguments: [
    (["DOCKER_HOST": "fd://"], "expected unix://PATH"),
    (["DOCKER_HOST": "tcp://a:b"], "HOST[:PORT]"),
    (["DOCKER_CONTEXT": "absent"], "no Docker context \"absent\""),
    (["DOCKER_CONTEXT": "../../x"], "no Docker context"),
    (["DOCKER_CONTEXT": "hostless"], "names no host"), (["DOCKER_CONTEXT": "torn"], "not readable"),
    (["DOCKER_HOST": "tcp://a", "DOCKER_TLS_VERIFY": "1"], "key needs its certificate"),
  ])
  func whatCannotBeUsedIsTold(variables: [String: String], words: String) throws {
    let docker = try DockerFolder()
    try docker.addContext("hostless", "{}")
    try docker.addContext("torn", "{")
    try docker.write("-----BEGIN PRIVATE KEY-----", to: "key.pem")
    let contexts = DockerContexts(folder: docker.path) { variables[$0] }
    let error = #expect(throws: DockerContextError.self) { try contexts.active() }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test func anEnginesAnswerTellsItsStore() {
    let both = [
      (
        #"{"ServerVersion":"26.1.5","Driver":"overlayfs","DriverStatus":[["driver-type","io.containerd.snapshotter.v1"]]}"#,
        true
      ),
      (
        #"{"ServerVersion":"26.1.5","Driver":"overlay2","DriverStatus":[["Backing Filesystem","extfs"]]}"#,
        false
      ),
      (#"{"Driver":"overlay2","DriverStatus":null}"#, false),
    ]
    for (json, isContainerd) in both {
      let info = DockerEngineInfo(json: Array(json.utf8))
      #expect(info?.usesContainerdStore == isContainerd)
    }
    #expect(DockerEngineInfo(json: Array("[]".utf8)) == nil)
  }
}

/// A folder like Docker's own, gone at the end.
private final class DockerFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/docker-contexts-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkdtemp($0) } }
    try #require(made != nil)
    path = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }

  deinit { removeAll(path) }

  func addContext(_ name: String, _ endpoint: String) throws {
    let text = endpoint == "{" ? "{" : #"{"Name":"\#(name)","Endpoints":{"docker":\#(endpoint)}}"#
    let folder = try DockerContexts.folderName(of: name)
    try write(text, to: "contexts/meta/\(folder)/meta.json")
  }

  func write(_ text: String, to name: String) throws {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/\(part)"
      mkdir(folder, 0o700)
    }
    let file = open("\(path)/\(name)", O_CREAT | O_WRONLY | O_TRUNC, 0o600)
    defer { close(file) }
    try #require(Glibc.write(file, text, text.utf8.count) == text.utf8.count)
  }

  private func removeAll(_ path: String) {
    if unlink(path) == 0 { return }
    if let stream = opendir(path) {
      while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { removeAll("\(path)/\(name)") }
      }
      closedir(stream)
    }
    rmdir(path)
  }
}
