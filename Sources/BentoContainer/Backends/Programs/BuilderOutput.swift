/// What a builder program tells of the build by what it prints: the id of the image, and how many
/// steps there were and came from the cache.
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
    /// Whether the last line was an image's id, and nothing else.
    var endsWithImageID = false
  }

  /// A longer line is nothing that is looked for.
  private static let longestLine = 4096

  private var line: [UInt8] = []
  private var digest: String?
  private var imageID: String?
  private var steps: Set<String> = []
  private var cached = 0
  private var endsWithImageID = false

  /// Takes in a piece of output.
  func take(_ bytes: [UInt8]) {
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        read(String(decoding: line, as: UTF8.self))
        line.removeAll(keepingCapacity: true)
      } else if line.count < Self.longestLine {
        line.append(byte)
      }
    }
  }

  /// What was told, once all is printed.
  func finish() -> Facts {
    read(String(decoding: line, as: UTF8.self))
    line = []
    let isKnown = !steps.isEmpty
    return Facts(
      digest: digest, imageID: imageID, steps: isKnown ? steps.count : nil,
      cachedSteps: isKnown ? cached : nil,
      endsWithImageID: endsWithImageID)
  }

  private func read(_ line: String) {
    let words = line.split { $0 == " " || $0 == "\r" || $0 == "\t" }
    guard let first = words.first else { return }
    endsWithImageID = words.count == 1 && ImageID.isWhole(first)
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
    } else if endsWithImageID {
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
