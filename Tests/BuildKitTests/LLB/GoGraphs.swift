@testable import BuildKit

/// The graphs of `Scripts/lib/compare-llb`, by their names there.
enum GoGraphs {
  private static let base = LLBState.image("busybox")
  private static let local = LLBState.local("src")
  private static let arm = Platform(os: "linux", architecture: "arm64", variant: "v8")
  private static let sum = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  private static func file(_ name: String) -> LLBState {
    .scratch.files(.makeFile("/\(name)", Array(name.utf8)))
  }

  static let all = sources.merging(processes) { one, _ in one }.merging(files) { one, _ in one }

  private static let sources: [String: LLBState] = [
    "image": base, "image-host": .image("reg.example:5000/a/b:1"),
    "image-user": .image("docker/dockerfile"), "image-digest": .image("busybox@" + sum),
    "image-pull": .image("busybox:1", mode: .pull),
    "image-local": .image("busybox:1", mode: .local),
    "image-platform": .image("busybox", platform: arm),
    "local": local,
    "local-options": .local(
      "src", includePatterns: ["*.go", "a\"b\\c"], excludePatterns: ["x", "é"],
      followedPaths: ["f"], sharedKeyHint: "hint"),
    "local-escapes": .local(
      "src", includePatterns: ["<&>", "\u{2028}\t\n\u{1}\u{7f}\u{8}\u{c}"]),
    "git": .git("https://git.example/a/b.git", reference: "v1"),
    "git-bare": .git("git.example/a/b"),
    "git-folder": .git(
      "https://git.example/a/b.git", reference: "main", folder: "sub/folder", keepsHistory: true),
    "git-ssh": .git(
      "git@git.example:a/b.git", reference: "main", knownHosts: "git.example ssh-rsa A\n"),
    "git-ssh-agent": .git(
      "ssh://me@git.example:22/a/b.git", agent: "other", knownHosts: "x\n"),
    "git-user": .git("https://me@git.example/a/b.git", reference: "v1"),
    "git-protocol": .git("git://git.example/a/b.git", reference: "v1"),
    "http": .http("https://files.example/a.tar"),
    "http-options": .http(
      "https://files.example/a", filename: "b", checksum: sum, permissions: 0o755),
    "layout": .ociLayout("store", digest: sum),
  ]

  private static let mounts = base.run(shell: "true") { run in
    run.mount(.result(.scratch), at: "/out")
    run.mount(.readOnly(local, path: "/sub"), at: "/a/b")
    run.mount(.readOnly(base), at: "/a-b")
    run.mount(.result(file("f")), at: "/a")
    run.mount(.cache(id: "one"), at: "/shared")
    run.mount(.cache(id: "two", sharing: .private, initial: file("f")), at: "/private")
    run.mount(.cache(id: "three", sharing: .locked), at: "/locked")
    run.mount(.memory(), at: "/memory")
    run.mount(.memory(size: 1 << 20), at: "/small")
  }

  private static let settings = base.environment("A", "1").environment("B", "x=y")
    .environment("A", "2").directory("/w").directory("d/../e").user("me:7").hostname("here")
    .controlGroup("group").limit(ResourceLimit("nofile", soft: 321, hard: 654))

  private static func hosts(_ state: LLBState, _ texts: String...) -> LLBState {
    texts.compactMap { try? ExtraHost($0) }.reduce(state) { $0.host($1) }
  }

  private static let processes: [String: LLBState] = [
    "run": base.run(["/bin/true", "", "é"]).root,
    "run-settings": hosts(settings, "db:10.1.2.3", "six=[fd00::1]").run(shell: "true").root,
    "run-none": base.network(.none).run(shell: "true").root,
    "run-host": base.network(.host).run(shell: "true").root,
    "run-insecure": base.insecure().run(shell: "true").root,
    "run-platform": LLBState.image("busybox", platform: arm).run(shell: "true").root,
    "run-chain": base.run(shell: "one").root.run(shell: "two").root,
    "run-scratch": LLBState.scratch.run(["/x"]) { $0.mount(.result(base), at: "/m") }.root,
    "run-read-only": base.run(shell: "true") {
      $0.keepsRoot = true
      $0.mount(.result(.scratch), at: "/out")
    }.output(of: "/out"),
    "mounts-root": mounts.root, "mounts-out": mounts.output(of: "/out"),
    "mounts-a": mounts.output(of: "/a"),
    "secrets": base.run(shell: "true") { run in
      run.secret("one")
      run.secret("two", at: "/s", owner: 1, group: 2, permissions: 0o440, isOptional: true)
      run.secret("three", as: "TOKEN")
      run.secret("four", as: "OTHER", isOptional: true)
    }.root,
    "agents": base.run(shell: "true") { run in
      run.agent()
      run.agent("other", at: "/agent", isOptional: true)
    }.root,
    "agent-variable": base.environment("SSH_AUTH_SOCK", "/mine").run(shell: "true") {
      $0.agent()
    }.root,
    "run-uncached": base.run(shell: "true").root.ignoringCache().named("a name"),
  ]

  private static var copy: LLBCopy {
    var copy = LLBCopy()
    copy.owner = LLBOwner(user: .id(0))
    copy.permissions = 0o600
    copy.followsLinks = true
    copy.copiesContents = true
    copy.unpacks = true
    copy.makesParents = true
    copy.isPattern = true
    copy.allowsNothing = true
    copy.includePatterns = ["a", "b"]
    copy.excludePatterns = ["c"]
    return copy
  }

  private static let files: [String: LLBState] = [
    "file": file("f"),
    "file-empty": .scratch.files(.makeFile("/empty", [], permissions: 0)),
    "files": base.directory("/w").files(
      .makeFolder(
        "d", permissions: 0o750, makesParents: true, owner: LLBOwner(user: .id(7), group: .id(8))),
      .makeFile(
        "d/f", [1, 2], permissions: 0o640, owner: LLBOwner(user: .name("me"), group: .name("us"))),
      .remove("/gone", allowsNothing: true), .remove("/x*", isPattern: true),
      .copy(from: local, "/a", to: "/b/"), .copy(from: file("f"), "/f", to: "c/."),
      .copy(from: local, "/a/../e", to: "/")),
    "folder": .scratch.files(.makeFolder("/a")),
    "copy": base.files(.copy(from: local.directory("/s"), "*.txt", to: "/to/", copy)),
    "copy-itself": base.files(.copy(from: base, "/bin", to: "/copy")),
    "copy-result": .scratch.files(.copy(from: mounts.output(of: "/out"), "/", to: "/")),
    "merge": .merge([file("a"), .scratch, file("b")]),
    "merge-same": .merge([file("a"), file("a"), base]),
    "difference": .difference(from: base, to: base.run(shell: "true").root),
    "difference-out": .difference(from: base, to: .scratch),
    "merge-settings": LLBState.merge([base.environment("A", "1"), file("b")]).run(shell: "true")
      .root,
  ]
}
