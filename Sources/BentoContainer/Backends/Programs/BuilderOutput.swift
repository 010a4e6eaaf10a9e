/// What a builder program tells of the build by what it prints: the id of the image, and how many
/// steps there were and came from the cache.
///
/// Its two streams are read apart: a piece of one may come in the middle of a line of the other, and what
/// steps wrote to standard error after the id that ends standard output.
actor BuilderOutput {
  /// What was told.
  struct Facts: Hashable {
    /// The digest of the image's manifest, as `sha256:…`.
    var digest: String?
    /// The image's id, as `sha256:…`, or the beginning of one.
    var imageID: String?
    /// How many steps there were; nil if nothing was said of any.
    var steps: Int?
    /// How many of them came from the cache.
    var cachedSteps: Int?
    /// Whether the last line of standard output was an image's id, and nothing else.
    var endsWithImageID = false
  }

  /// A longer line is nothing that is looked for.
  private static let longestLine = 4096

  private var outputLine: [UInt8] = []
  private var errorLine: [UInt8] = []
  private var digest: String?
  private var imageID: String?
  /// The id that is the last line of standard output so far.
  private var lastID: String?
  private var steps: Set<String> = []
  private var cached = 0

  /// Takes in a piece of output.
  func take(_ piece: ProcessOutput) {
    switch piece {
    case .standardOutput(let bytes):
      for line in Self.ended(by: bytes, &outputLine) { readOutput(line) }
    case .standardError(let bytes):
      for line in Self.ended(by: bytes, &errorLine) { read(line) }
    }
  }

  /// The lines that a piece ends; what it begins is left in `line`.
  private static func ended(by bytes: [UInt8], _ line: inout [UInt8]) -> [String] {
    var lines: [String] = []
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        lines.append(String(decoding: line, as: UTF8.self))
        line.removeAll(keepingCapacity: true)
      } else if line.count < longestLine {
        line.append(byte)
      }
    }
    return lines
  }

  /// What was told, once all is printed.
  func finish() -> Facts {
    readOutput(String(decoding: outputLine, as: UTF8.self))
    read(String(decoding: errorLine, as: UTF8.self))
    (outputLine, errorLine) = ([], [])
    let isKnown = !steps.isEmpty
    return Facts(
      digest: digest, imageID: lastID ?? imageID, steps: isKnown ? steps.count : nil,
      cachedSteps: isKnown ? cached : nil, endsWithImageID: lastID != nil)
  }

  private func readOutput(_ line: String) {
    read(line)
    let words = Self.words(line)
    if let first = words.first {
      lastID = words.count == 1 && ImageID.isWhole(first) ? ImageID.digest(first) : nil
    }
  }

  private static func words(_ line: String) -> [Substring] {
    line.split { $0 == " " || $0 == "\r" || $0 == "\t" }
  }

  private func read(_ line: String) {
    let words = Self.words(line)
    guard let first = words.first else { return }
    readStep(words)
    // BuildKit: "#9 writing image sha256:… done"; the old docker: "Successfully built 0123456789ab";
    // podman and buildah: the id alone, at the end.
    if let mark = words.firstIndex(where: { $0 == "writing" || $0 == "exporting" }),
      let named = words[mark...].first(where: { $0.hasPrefix("sha256:") }),
      words[mark...].contains(where: { $0 == "image" || $0 == "manifest" })
    {
      if words[mark...].contains("manifest") {
        digest = String(named)
      } else {
        imageID = String(named)
      }
    } else if line.hasPrefix("Successfully built "), words.count == 3,
      ImageID.isHexadecimal(words[2])
    {
      imageID = String(words[2])
    } else if words.count == 1, ImageID.isWhole(first) {
      imageID = ImageID.digest(first)
    }
  }

  /// A step of the Containerfile, or that the one before came from the cache.
  private func readStep(_ words: [Substring]) {
    let first = words[0]
    switch first {
    case "STEP", "Step":
      if words.count > 1 { steps.insert(String(words[1].prefix { $0 != "/" && $0 != ":" })) }
    case "--->", "-->":
      if words.count > 3 || words.dropFirst().first == "Using", words.contains("cache") {
        cached += 1
      }
    default:
      guard first.hasPrefix("#"), words.count > 1 else { return }
      if words[1] == "CACHED" {
        cached += 1
      } else if words[1].hasPrefix("["), words[1] != "[internal]", words[1] != "[auth]" {
        steps.insert(String(first))
      }
    }
  }
}
