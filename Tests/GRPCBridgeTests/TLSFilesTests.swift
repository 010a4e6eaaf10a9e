import Connections
import Glibc
import Testing

@Suite struct TLSFilesTests {
  private static func write(_ text: String, to name: String) -> String {
    let path = "/tmp/grpc-bridge-tls-\(getpid())-\(name)"
    let file = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
    Glibc.write(file, text, text.utf8.count)
    close(file)
    return path
  }

  @Test func filesAreReadWhole() throws {
    let authority = Self.write(TestCertificates.authority, to: "ca")
    let certificate = Self.write(TestCertificates.client, to: "certificate")
    let key = Self.write(TestCertificates.clientKey, to: "key")
    defer { for path in [authority, certificate, key] { unlink(path) } }
    let tls = try TLSConfiguration.reading(
      certificateAuthority: authority, certificate: certificate, key: key)
    #expect(tls.certificateAuthority == [UInt8](TestCertificates.authority.utf8))
    #expect(tls.certificateChain == [UInt8](TestCertificates.client.utf8))
    #expect(tls.privateKey == [UInt8](TestCertificates.clientKey.utf8))
  }

  @Test func anUnreadableFileIsNamed() {
    #expect(
      throws: TLSConfigurationError.unreadable(
        .privateKey, path: "/nowhere/key.pem", reason: "No such file or directory")
    ) { try TLSConfiguration.reading(key: "/nowhere/key.pem") }
  }

  @Test func aFileOfSomethingElseIsNamed() {
    let path = Self.write("hello", to: "hello")
    defer { unlink(path) }
    #expect(throws: TLSConfigurationError.fileNotPEM(.certificateAuthority, path: path)) {
      try TLSConfiguration.reading(certificateAuthority: path)
    }
  }

  @Test func anEndlessFileIsNotReadToItsEnd() {
    #expect(throws: TLSConfigurationError.tooLong(.certificateChain, path: "/dev/zero")) {
      try TLSConfiguration.reading(certificate: "/dev/zero")
    }
  }

  @Test func halfAPairIsRefused() {
    let certificate = Self.write(TestCertificates.client, to: "half")
    defer { unlink(certificate) }
    #expect(throws: TLSConfigurationError.certificateWithoutKey) {
      try TLSConfiguration.reading(certificate: certificate)
    }
    #expect(throws: TLSConfigurationError.keyWithoutCertificate) {
      try TLSConfiguration(privateKey: [UInt8](TestCertificates.clientKey.utf8)).check()
    }
  }
}
