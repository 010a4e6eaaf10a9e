import Jinja
import Testing

@testable import jinja_comparison

/// Templates that make no sense end with an error or an output, never with a crash or never at all.
@Suite struct FuzzTests {
  /// The same numbers every time.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      return value ^ (value >> 27)
    }
  }

  private static let pieces = [
    "{{", "}}", "{%", "%}", "{#", "#}", "-", "+", "(", ")", "[", "]", "{", "}", "|", ".", ",", ":",
    "'", "\"", "\\", "\n", " ", "if", "for", "in", "is", "not", "else", "endfor", "set", "macro",
    "block", "raw", "endraw", "extends", "loop", "super()", "0", "9999999999", "1e999", "**", "//",
    "%", "é", "\u{301}", "\u{0}", "__class__", "range(9)", "'%*d'", "'{:{}}'", "*a", "**b", "~",
    "=",
  ]

  private func tryOut(_ template: TemplateCase) {
    var template = template
    template.limits.steps = 20_000
    template.limits.work = 4 << 20
    if case .failure(let error) = template.render() {
      #expect(error.line > 0, "\(error): \(template.source)")
    }
  }

  private func mutated(_ source: String, _ numbers: inout Numbers) -> String {
    var scalars = Array(source.unicodeScalars)
    for _ in 0..<Int.random(in: 1...4, using: &numbers) {
      let place = Int.random(in: 0...scalars.count, using: &numbers)
      let end = min(scalars.count, place + Int.random(in: 0...6, using: &numbers))
      switch Int.random(in: 0..<4, using: &numbers) {
      case 0: scalars.removeSubrange(place..<end)
      case 1: scalars.insert(contentsOf: scalars[place..<end], at: place)
      case 2:
        let piece = Self.pieces.randomElement(using: &numbers) ?? ""
        scalars.replaceSubrange(place..<end, with: piece.unicodeScalars)
      default:
        let piece = Self.pieces.randomElement(using: &numbers) ?? ""
        scalars.insert(contentsOf: piece.unicodeScalars, at: place)
      }
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  @Test(arguments: CaseFile.all)
  func mutationsOfTemplatesDoNoHarm(_ file: CaseFile) throws {
    var numbers = Numbers(state: 1)
    for item in try file.cases() {
      for _ in 0..<4 {
        var template = item.template
        template.source = mutated(template.source, &numbers)
        tryOut(template)
      }
    }
  }

  @Test func mixedPiecesDoNoHarm() {
    var numbers = Numbers(state: 2)
    for _ in 0..<3000 {
      let count = Int.random(in: 1...25, using: &numbers)
      var source = "{{"
      for _ in 0..<count { source += Self.pieces.randomElement(using: &numbers) ?? "" }
      tryOut(TemplateCase(source: source))
    }
  }

  @Test func randomBytesDoNoHarm() {
    var numbers = Numbers(state: 3)
    for _ in 0..<1000 {
      let count = Int.random(in: 0...60, using: &numbers)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &numbers) }
      tryOut(TemplateCase(source: "{{ " + String(decoding: bytes, as: UTF8.self) + "{%"))
    }
  }
}
