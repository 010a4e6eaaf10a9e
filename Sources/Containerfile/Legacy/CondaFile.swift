internal import Bento

/// The file that describes a bento's conda environment.
enum CondaFile {
  /// Where it is in the bento.
  static let path = "env/conda/environment.yml"

  /// The Python version that the file in a bento asks for; nil if there is no file, or it asks for
  /// none.
  static func pythonVersion(in files: BentoFiles) throws(ContainerfileError) -> String? {
    do throws(BentoError) {
      return try files(path, longest).flatMap { pythonVersion(of: $0) }
    } catch {
      throw ContainerfileError(.unreadableFile, "\(error)")
    }
  }

  /// The version in the first line that ends with `python=` and a major and a minor number. A
  /// patch number behind them, with which the line asks for one certain Python, is not looked for.
  static func pythonVersion(of bytes: [UInt8]) -> String? {
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      guard let sign = line.lastIndex(of: UInt8(ascii: "=")) else { continue }
      let version = line[(sign + 1)...]
      guard isMajorAndMinor(version), line[...sign].ends(with: "python=".utf8) else { continue }
      // Not the version of ipython.
      let before = line[..<(sign + 1 - "python=".utf8.count)].last
      guard before.map(isNamePart) != true else { continue }
      return String(decoding: version, as: UTF8.self)
    }
    return nil
  }

  private static let longest = 1 << 20

  private static func isMajorAndMinor(_ text: ArraySlice<UInt8>) -> Bool {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (48...57).contains($0) } }
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}

extension ArraySlice<UInt8> {
  /// Whether the last bytes are these.
  fileprivate func ends(with bytes: String.UTF8View) -> Bool {
    suffix(bytes.count).elementsEqual(bytes)
  }
}
