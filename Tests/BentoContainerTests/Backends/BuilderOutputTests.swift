import Testing

@testable import BentoContainer

/// What builders say of what they made.
@Suite struct BuilderOutputTests {
  private static let id = String(repeating: "0123456789abcdef", count: 4)
  private static let other = String(id.reversed())

  @Test(arguments: [
    (
      "#1 [internal] load build definition\n#5 [1/2] FROM x\n#6 [2/2] RUN y\n#6 CACHED\n#7 exporting to image\n#7 writing image sha256:\(id) done\n#7 naming to docker.io/library/a\n",
      BuilderOutput.Facts(imageID: "sha256:\(id)", steps: 2, cachedSteps: 1)
    ),
    (
      "STEP 1/2: FROM x\nSTEP 2/2: RUN y\n--> Using cache \(id)\nCOMMIT a\nSuccessfully tagged localhost/a:latest\n\(id)\n",
      BuilderOutput.Facts(
        imageID: "sha256:\(id)", steps: 2, cachedSteps: 1, endsWithImageID: true)
    ),
    (
      "STEP 1/2: FROM x\n\(id)\nSTEP 2/2: RUN y\n",
      BuilderOutput.Facts(imageID: "sha256:\(id)", steps: 2, cachedSteps: 0)
    ),
    (
      "Step 1/2 : FROM x\n ---> 0123456789ab\nStep 2/2 : RUN y\n ---> Using cache\nSuccessfully built 0123456789ab\n",
      BuilderOutput.Facts(imageID: "0123456789ab", steps: 2, cachedSteps: 1)
    ),
    (
      "#7 exporting manifest sha256:\(id) done\n#7 exporting config sha256:\(other) done\n",
      BuilderOutput.Facts(digest: "sha256:\(id)")
    ),
    ("", BuilderOutput.Facts()), ("\n\n \u{1B}[31m\n#\n", BuilderOutput.Facts()),
  ])
  func theImageAndTheStepsAreRead(_ text: String, _ facts: BuilderOutput.Facts) async {
    let output = BuilderOutput()
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: 7) {
      await output.take(.standardOutput(Array(bytes[start..<min(start + 7, bytes.count)])))
    }
    #expect(await output.finish() == facts)
  }

  /// What was written first to the one stream may be read last.
  @Test func whatStandardErrorBringsIsNotBetweenTheLinesOfStandardOutput() async {
    let output = BuilderOutput()
    let pieces: [ProcessOutput] = [
      .standardOutput(Array("STEP 1/2: FROM x\nSTE".utf8)),
      .standardError(Array("warning: a\nwarn".utf8)),
      .standardOutput(Array("P 2/2: RUN y\n\(Self.id.prefix(30))".utf8)),
      .standardError(Array("ing: b\n".utf8)),
      .standardOutput(Array("\(Self.id.dropFirst(30))\n".utf8)),
      .standardError(Array("\(Self.other)\nwarning: c\n".utf8)),
    ]
    for piece in pieces { await output.take(piece) }
    #expect(
      await output.finish()
        == BuilderOutput.Facts(
          imageID: "sha256:\(Self.id)", steps: 2, cachedSteps: 0, endsWithImageID: true))
  }
}
