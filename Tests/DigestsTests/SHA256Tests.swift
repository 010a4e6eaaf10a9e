import Testing

@testable import Digests

/// The examples of FIPS 180-2, and nothing at all.
@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func aDigestIsThatOfTheStandard(_ text: String, _ digits: String) throws {
    #expect(try SHA256.digest(of: Array(text.utf8)) == "sha256:" + digits)
  }

  @Test func piecesCountAsTheWhole() throws {
    var sum = try SHA256()
    for piece in ["a", "", "bc"] { Array(piece.utf8).withUnsafeBytes { sum.update($0) } }
    #expect(try "sha256:" + sum.hexadecimal() == SHA256.digest(of: Array("abc".utf8)))
  }
}
