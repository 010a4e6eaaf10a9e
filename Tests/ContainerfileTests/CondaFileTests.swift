import Testing

@testable import Containerfile

@Suite struct CondaFileTests {
  @Test(
    arguments: [
      ("dependencies:\n  - python=3.9\n", "3.9"),
      ("- python=3.10\n- python=3.9\n", "3.10"),
      ("- conda-forge::python=3.10\r\n", "3.10"),
      ("- python=3.9", "3.9"),
      ("- python=3.9.18\n", nil),
      ("- python==3.9\n", nil),
      ("- python=3.9 # why\n", nil),
      ("- ipython=8.10\n- python=3.9\n", "3.9"),
      ("- micro-python=3.4\n", nil),
      ("- python=310\n", nil),
      ("- python=3.x\n", nil),
      ("- python=.\n", nil),
      ("python=\n=3.9\n", nil),
      ("", nil),
    ] as [(String, String?)])
  func theVersionIsThatOfTheFirstLineWithMajorAndMinor(_ text: String, version: String?) {
    #expect(CondaFile.pythonVersion(of: Array(text.utf8)) == version)
  }

  @Test func bytesThatAreNoTextAreNoVersion() {
    #expect(CondaFile.pythonVersion(of: [0xFF, 0x3D, 0x00, 0x0A, 0x3D]) == nil)
  }
}
