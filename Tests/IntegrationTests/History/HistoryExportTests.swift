import BuildKit
import FoundationEssentials
import Glibc
import Testing

/// Bundles of builds are what buildx makes of the same builds.
@Suite(.takingTurns, .serialized) struct HistoryExportTests {
  /// The files of a bundle, unpacked.
  private func files(of bundle: String, in folder: ScratchFolder) async throws -> [String: [UInt8]]
  {
    try await runShell("gzip -dc '\(bundle)' > '\(folder.path("bundle.tar"))'")
    let tar = try Tar(folder.path("bundle.tar"))
    var files: [String: [UInt8]] = [:]
    for (path, entry) in tar.entries where entry.kind == .file {
      files[String(decoding: path, as: UTF8.self)] = try tar.contents(path)
    }
    return files
  }

  @Test(arguments: EnvironmentDaemon.all)
  func aBundleIsThatOfBuildx(_ daemon: EnvironmentDaemon) async throws {
    let folder = try ScratchFolder(below: "/dev/shm")
    let good = try await daemon.build("FROM \(busybox)\nRUN echo '<&>' \(unique())\n")
    let bad = try await daemon.build("FROM \(busybox)\nRUN false \(unique())\n", fails: true)
    let buildx = [
      try variable("BENTOKIT_TEST_NEW_BUILDERS") + "/docker", "buildx", "--builder", "remote",
    ]
    let environment = [
      "BUILDX_CONFIG": folder.path("buildx"), "HOME": folder.path,
      "DOCKER_HOST": try variable("BENTOKIT_TEST_NEW_DOCKER_HOST"),
    ]
    _ = try await Tool.output(
      of: buildx.dropLast(2)
        + ["create", "--driver", "remote", "--name", "remote", try daemon.address],
      environment: environment)
    // A trace is written down some seconds after the build.
    let client = try daemon.client()
    for ref in [good, bad] {
      while try await client.historyRecord(.ref(ref)).trace == nil {
        try await Task.sleep(for: .milliseconds(100))
      }
    }

    for refs in [[good], [bad], [good, bad]] {
      let command = ["history", "export", "-o"]
      _ = try await Tool.output(
        of: buildx + command + [folder.path("theirs")] + refs, environment: environment)
      let outcome = try await Command(
        command + [folder.path("ours")] + refs + ["--addr", try daemon.address]
      ).run()
      expectSuccess(outcome)
      #expect(outcome.text.isEmpty && outcome.errors.isEmpty)
      let ours = try await files(of: folder.path("ours"), in: folder)
      let theirs = try await files(of: folder.path("theirs"), in: folder)
      #expect(ours.count == theirs.count)
      let lines = try [ours, theirs].map { try Self.layout($0).split(separator: "\n") }
      let first = zip(lines[0], lines[1]).first { $0 != $1 }
      #expect(first == nil && lines[0].count == lines[1].count)
    }
  }

  /// A bundle as text, whose blobs are where they are referred to. The trace is left out: buildx writes
  /// it anew, without what it doesn't know.
  private static func layout(_ files: [String: [UInt8]]) throws -> String {
    func text(_ name: String) throws -> String {
      String(decoding: try #require(files[name], "\(name)"), as: UTF8.self)
    }
    func expanded(_ text: String) throws -> String {
      var result = ""
      for line in text.split(separator: "\n") {
        let digest = line.split(separator: "sha256:", maxSplits: 1).dropFirst().first?.prefix(64)
        guard let digest, digest.count == 64, !text.contains("\"Ref\""),
          let blob = files["blobs/sha256/\(digest)"]
        else {
          // Digest and size of the trace.
          if !text.contains("otlp") || !(line.contains("sha256") || line.contains("size")) {
            result += line + "\n"
          }
          continue
        }
        let content = String(decoding: blob, as: UTF8.self)
        if content.contains("\"SpanContext\"") {
          result += "a trace\n"
        } else if content.contains("sha256:"), content.hasPrefix("{") {
          result += try expanded(content)
        } else {
          result += "\(digest)\n"
        }
      }
      return result
    }
    return try text("oci-layout") + "\n" + expanded(try text("index.json"))
  }

  @Test func aBundleIsNotWrittenToATerminal() async throws {
    let (ending, shown) = try await Command(["history", "export"]).run(on: try PseudoTerminal())
    #expect(ending == .exited(1))
    #expect(shown.contains("name a file with --output"), "\(shown)")
  }

  @Test func aBundleThatCannotBeWrittenLeavesNothing() async throws {
    let daemon = EnvironmentDaemon.all[0]
    let ref = try await daemon.build("FROM \(busybox)\nRUN echo \(unique())\n")
    let outcome = try await Command(
      ["history", "export", ref, "-o", "/nowhere/bundle"]
    ).run()
    expectFailure(outcome, saying: ["writing /nowhere/bundle: No such file or directory"])
    let full = try await Command(["history", "export", ref]).run(output: "/dev/full")
    expectFailure(full, saying: ["No space left on device"])
  }
}
