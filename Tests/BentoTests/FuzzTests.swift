import Testing

@testable import Bento

/// Made-up input never crashes, and what comes out keeps its promises.
@Suite struct FuzzTests {
  private static func text(_ letters: [Unicode.Scalar], longest: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...longest) { scalars.append(letters.randomElement() ?? "a") }
    return String(scalars)
  }

  @Test func tags() {
    let letters = Array("aZ09-_.:/ \n\u{0}é\u{301}\u{212A}🍱".unicodeScalars)
    for _ in 0..<20_000 {
      let text = Self.text(letters, longest: Bool.random() ? 8 : 140)
      guard let tag = try? BentoTag.parse(text).tag else { continue }
      // What is read is written the same, in lower case, and reads as itself.
      #expect(tag.description == text.lowercased())
      #expect((try? BentoTag(tag.description)) == tag)
      #expect(tag.description.utf8.allSatisfy { $0 < 0x80 } && tag.path.utf8.count <= 127)
    }
  }

  private static let pieces = [
    "name: a\n", "version: b\n", "service: s:S\n", "spec: 2\n", "models:\n", "- ", "  ",
    "tag: x:y\n",
    "registry: huggingface\n", "metadata: {model_id: a/b, include: [x]}\n", "envs: [{name: A}]\n",
    "docker:\n", "  distro: debian\n", "  python_version: '3.11'\n", "  cuda_version: 12\n", "&a ",
    "*a ", "<<: ", "[", "]", "{", "}", ", ", ": ", "? ", "|\n", ">-\n", "'", "\"", "\\", "#",
    "!!int ",
    "!x ", "1", "1:30", "2024-01-31", "2024-01-31T08:00:00Z", "yes", "~", "=", "\t", "\n", "\r",
    "é",
    "\u{0}", "\u{FEFF}", "%YAML 1.1\n", "---\n", "...\n", "image: {commands: [a]}\n", "conda:\n",
    "services: [{name: S, dependencies: [x, {service: y}]}]\n", "labels: {a: 1, b: [2]}\n", ".5e+3",
    "0x", "1_0", "creation_time: ",
  ]

  @Test func bentoYAML() {
    var read = 0
    for _ in 0..<8000 {
      var yaml = Bool.random() ? "name: a\nversion: b\nservice: c\n" : ""
      for _ in 0..<Int.random(in: 0...12) { yaml += Self.pieces.randomElement() ?? "" }
      do throws(BentoError) {
        _ = try info(yaml).allModels
        read += 1
      } catch {
        #expect(!error.description.contains("\n") && !error.message.isEmpty, "\(yaml)")
      }
    }
    #expect(read > 100)
  }

  @Test func bytesAsYAML() {
    for _ in 0..<5000 {
      let bytes = (0..<Int.random(in: 0...60)).map { _ in UInt8.random(in: 0...255) }
      let start = Bool.random() ? Array("a: ".utf8) : []
      _ = try? YAMLFile.root(in: start + bytes, of: "bytes")
    }
  }
}
