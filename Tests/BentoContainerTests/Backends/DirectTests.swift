import BuildKit
import Glibc
import Testing

@testable import BentoContainer

/// What options are to a direct build.
@Suite struct DirectTests {
  private func settings(
    _ given: AdditionalOptions, names: [String] = ["svc:v1"]
  ) throws -> SolveSettings {
    var given = given
    if given["output"] == nil { given["output"] = "type=image" }
    return try SolveSettings(
      Buildctl.Options(given, of: "buildctl"), imageNames: names,
      environment: { $0 == "FROM_ENVIRONMENT" ? "value" : nil }, in: WorkingFolder(path: "/caller"))
  }

  @Test(
    arguments: [
      (["platform": "linux/arm64"], ["platform": "linux/arm64"]),
      (["platform": ["linux/amd64", "arm64"]], ["platform": "linux/amd64,linux/arm64"]),
      (["made_up": "x"], ["made-up": "x"]),
      (["build_arg": ["A=1=2", "B="]], ["build-arg:A": "1=2", "build-arg:B": ""]),
      (["build_arg": ["FROM_ENVIRONMENT", "NOT_SET"]], ["build-arg:FROM_ENVIRONMENT": "value"]),
      (["label": "a=b"], ["label:a": "b"]), (["label": "a"], ["label:a": ""]),
      (["context": "a=docker-image://b"], ["context:a": "docker-image://b"]),
      (["context": "https://x/y.git"], ["context": "https://x/y.git"]),
      (["target": "x"], ["target": "x"]), (["pull": true], ["image-resolve-mode": "pull"]),
      (["network": "none"], ["force-network-mode": "none"]),
      (["network": "default"], ["force-network-mode": "sandbox"]),
      (["add_host": ["a:1.2.3.4", "b:::1"]], ["add-hosts": "a=1.2.3.4,b=::1"]),
      (["ulimit": ["nofile=1:2", "core=3"]], ["ulimit": "nofile=1:2,core=3:3"]),
      (["shm_size": "2m"], ["shm-size": "2097152"]),
      (["cgroup_parent": "x"], ["cgroup-parent": "x"]),
      (["no_cache_filter": ["a,b", "c"]], ["no-cache": "a,b,c"]),
      (["attest": "type=sbom,generator=x"], ["attest:sbom": "generator=x"]),
      (["attest": "provenance=mode=max"], ["attest:provenance": "mode=max"]),
      (["provenance": "mode=max"], ["attest:provenance": "mode=max"]),
      (["provenance": "true"], ["attest:provenance": ""]), (["provenance": "false"], [:]),
      (["attest": "type=provenance", "provenance": "false"], [:]),
      (["target": "x", "opt": "target=y"], ["target": "y"]),
      (["build_context": "a=docker-image://b"], ["context:a": "docker-image://b"]),
      (["opt": "build-arg:A=b"], ["build-arg:A": "b"]), (["optimize": "x"], ["optimize": "x"]),
      (["frontend": "gateway.v0"], ["source": "docker/dockerfile"]),
      (["frontend": "gateway.v0", "source": "x:1"], ["source": "x:1"]),
    ] as [(AdditionalOptions, [String: String])])
  func optionsAreAttributesOfTheFrontend(
    _ given: AdditionalOptions, _ attributes: [String: String]
  ) throws {
    let settings = try settings(given)
    var all = try settings.dockerfile.attributes
    all.merge(settings.frontendAttributes) { _, given in given }
    for context in settings.dockerfile.buildContexts {
      if case .remote(let url) = context.source { all["context:\(context.name)"] = url }
    }
    #expect(all == attributes)
  }

  @Test(
    arguments: [
      (["made_up": true], "made_up=VALUE"), (["build_arg": true], "needs a value"),
      (["platform": "a/b/c/d"], "OS/ARCH"), (["network": "bridge"], "default, host or none"),
      (["add_host": "a"], "NAME:ADDRESS"), (["ulimit": "speed=1"], "no such resource"),
      (["allow": "all"], "network.host"), (["attest": "mode=max"], "the type is missing"),
      (["annotation": "nowhere:a=b"], "can't be annotated"),
      (["opt": "x"], "KEY=VALUE"), (["local": "a=b=c"], "NAME=FOLDER"),
      (["output": "type=tar,x"], "key=value"), (["output": "type=local"], "dest=FOLDER"),
      (["output": "type=local,mode=delete,dest=/"], "below the working folder"),
      (["export_cache": "type=local,src=x"], "dest=FOLDER"),
      (["import_cache": "ref=x"], "has no type"), (["oci_layout": "x"], "NAME=FOLDER"),
      (["secret": "id=a,color=red"], "unknown key"), (["progress": "loud"], "auto, tty, plain"),
    ] as [(AdditionalOptions, String)])
  func whatCannotBeHonouredIsRefused(_ given: AdditionalOptions, _ text: String) {
    let error = #expect(throws: ContainerError.self) { try settings(given) }
    #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
  }

  @Test func shortFormsAreOutputs() throws {
    let image = OutputSpecification(type: .image, attributes: ["push": "true"])
    #expect(try settings(["push": true]).outputs.outputs == [.specified(image)])
    let further = OutputSpecification(
      type: .image, attributes: ["push": "true", "unpack": "false"])
    #expect(
      try settings(["push": true, "output": "type=tar,dest=x"]).outputs.outputs.last
        == .specified(further))
    #expect(
      try settings(["push": true, "output": "type=image,name=reg.io/a"]).outputs.outputs.count == 1)
  }

  @Test(
    arguments: [
      ["push": true], ["output": "type=image,push=true"], ["output": "type=registry"],
      ["output": "type=moby,name=,push=true"],
    ] as [AdditionalOptions])
  func onlyWhatHasANameIsPushed(_ given: AdditionalOptions) throws {
    let error = #expect(throws: ContainerError.self) { try settings(given, names: []) }
    #expect(error?.kind == .invalidOption)
    #expect(error?.message.contains("needs a name to be pushed by: -t ") == true)
    _ = try settings(given)
  }

  @Test(arguments: ["name=reg.io/a,push=true", "dangling-name-prefix=reg.io/a,push=true", "a=b"])
  func anOutputMayHaveANameOfItsOwn(_ attributes: String) throws {
    _ = try settings(["output": .text("type=image,\(attributes)")], names: [])
  }

  @Test(arguments: [
    ("type=image,name=b", true), ("type=image", false), ("type=local,dest=x", false),
    ("type=oci,dest=x,name=b", true),
  ])
  func aNameThatIsLostIsTold(_ output: String, _ isLost: Bool) throws {
    let outputs = try DirectOutputs(
      [OptionFields(output)], names: ["a"], environment: { _ in nil }, isTerminal: false)
    #expect(outputs.notes(losing: ["a"]).count == (isLost ? 1 : 0))
    #expect(outputs.notes(losing: []).isEmpty)
    let pushed = try DirectOutputs(
      [OptionFields("type=oci,dest=x,name=b")], push: true, names: ["a"],
      environment: { _ in nil }, isTerminal: false)
    #expect(pushed.notes(losing: ["a"]).isEmpty)
  }

  @Test func anArchiveWithoutAPlaceIsLoadedAtATerminal() throws {
    let folder = "/usr/bin"
    func outputs(_ type: String, isTerminal: Bool) throws -> DirectOutputs {
      try DirectOutputs(
        [OptionFields("type=\(type)")], names: ["a"],
        environment: { $0 == "PATH" ? folder : nil }, isTerminal: isTerminal)
    }
    let piped = OutputSpecification(type: .docker, destination: .unnamed)
    #expect(try outputs("docker", isTerminal: false).outputs == [.specified(piped)])
    let isLoaded = !ContainerRuntime.onPath(
      loading: .docker, environment: { $0 == "PATH" ? folder : nil }
    ).isEmpty
    #expect(
      try outputs("docker", isTerminal: true).outputs
        == [isLoaded ? .load(piped) : .specified(piped)])
  }

  @Test(arguments: [nil, ["type=docker"]])
  func anEngineKeepsWhatItBuilds(_ given: [String]?) async throws {
    let outputs = try DirectOutputs(
      given.map { $0.map { OptionFields($0) } }, names: ["a"], builder: .docker(.active),
      environment: { _ in nil }, isTerminal: true)
    let target = try await outputs.loadTarget(at: .docker(.active), environment: { _ in nil })
    #expect(target == .engine(.active))
    #expect(
      outputs.texts(names: ["a"], all: true) == ["type=moby,name=docker.io/library/a"])
    #expect(OutputSpecification.pipedDefault(at: .docker(.active), environment: { _ in nil }) == [])
  }

  /// What an Engine is asked for that keeps an image and pushes it from containerd: two exports at once
  /// of one name get into each other's way.
  @Test(arguments: [
    (["type=image,push=true,unpack=false"], ["moby a,b true nil"]),
    (["type=image,push=true,store=false"], ["moby a,b true nil", "moby a,b nil nil"]),
    (["type=image,name=x.io/a,push=true"], ["moby a true nil", "moby b nil nil"]),
    (["type=image,name=x.io/c,push=true"], ["moby c true nil", "moby a,b nil nil"]),
    (["type=image,name=x.io/a", "type=image,name=x.io/b"], ["moby a nil nil", "moby b nil nil"]),
    ([], ["moby a,b nil nil"]),
  ])
  func anEngineMakesEachNameOnce(_ given: [String], _ exports: [String]) throws {
    let outputs = try DirectOutputs(
      given.map { OptionFields($0) }, load: true, names: ["x.io/a", "x.io/b"],
      builder: .docker(.active), environment: { _ in nil }, isTerminal: false)
    let planned = try PlannedOutput.open(
      outputs, names: ["x.io/a", "x.io/b"], target: .engine(.active), enginePushes: false)
    let asked = PlannedOutput.exports(of: planned, isEngine: true).map { export in
      let names = (export.attributes["name"] ?? "").split(separator: ",")
        .map { $0.hasPrefix("x.io/") ? $0.dropFirst(5) : $0 }
      let switches = ["push", "unpack"].map { export.attributes[$0] ?? "nil" }
      return ([export.type, names.joined(separator: ",")] + switches).joined(separator: " ")
    }
    #expect(asked == exports)
    // Who is told where the image is hears of all.
    #expect(planned.contains { $0.isInEngine })
  }

  @Test func cachesMayFailUnlessTheySayOtherwise() throws {
    let cache = try settings([
      "export_cache": ["type=inline", "type=registry,ref=x,ignore-error=false"],
      "cache_from": "reg.io/a,reg.io/b",
    ]).cache
    #expect(cache.exports.map { $0.attributes["ignore-error"] } == ["true", "false"])
    #expect(cache.imports.map { $0.attributes["ref"] } == ["reg.io/a", "reg.io/b"])
  }

  @Test func withoutAnOutputOrARuntimeThereIsNowhereToGo() async throws {
    let nowhere = Endpoint.unix(path: "/nowhere")
    let outputs = try DirectOutputs(
      nil, names: ["a"], builder: nowhere, environment: { _ in nil })
    let error = await #expect(throws: ContainerError.self) {
      try await outputs.loadTarget(at: nowhere, environment: { _ in nil })
    }
    #expect(error?.kind == .noRuntime)
  }

  @Test func withoutANameTheResultStaysInTheCache() throws {
    #expect(try DirectOutputs(nil, names: [], environment: { _ in nil }) == .cacheOnly)
  }

  @Test(arguments: [
    ("a", "docker.io/library/a"), ("a:1", "docker.io/library/a:1"), ("u/a", "docker.io/u/a"),
    ("reg.io/a", "reg.io/a"), ("localhost/a", "localhost/a"), ("r:5000/a", "r:5000/a"),
  ])
  func namesHaveHosts(_ name: String, _ canonical: String) {
    #expect(ImageReference.canonical(name) == canonical)
  }
}
