import BuildKit
import Testing

@testable import BentoContainer

/// How values of each type are spelled for a builder.
@Suite struct OptionSpellingTests {
  @Test(
    arguments: [
      ("no_cache", true, "--no-cache"), ("no_cache", false, ""), ("no_cache", "true", "--no-cache"),
      ("tls_verify", true, "--tls-verify"), ("tls_verify", false, "--tls-verify=false"),
      ("rm", "no", "--rm=false"), ("jobs", "4", "--jobs 4"),
      ("retry_delay", "5", "--retry-delay 5s"),
      ("retry_delay", "1m", "--retry-delay 1m"), ("memory", "2g", "--memory 2g"),
      ("pull", true, "--pull"), ("pull", "always", "--pull=always"),
      ("pull", false, "--pull=false"),
      ("volume", ["/a:/b", "/c:/d:ro"], "--volume /a:/b --volume /c:/d:ro"),
      ("add_host", "db:::1", "--add-host db:::1"), ("creds", "user:p:w", "--creds user:p:w"),
      ("build_arg", ["A=1=2", "B"], "--build-arg A=1=2 --build-arg B"),
      ("ulimit", "nofile=1:2", "--ulimit nofile=1:2"),
      ("iidfile", "x.id", "--iidfile /caller/x.id"),
      ("iidfile", "/x.id", "--iidfile /x.id"), ("runtime", "crun", "--runtime crun"),
      ("runtime", "./crun", "--runtime /caller/crun"), ("target", "build", "--target build"),
      ("secret", "id=a,src=s.txt", "--secret id=a,src=/caller/s.txt,type=file"),
      ("secret", "id=a,source=s.txt", "--secret id=a,src=/caller/s.txt,type=file"),
      ("secret", "id=a,type=file,src=s.txt", "--secret id=a,type=file,src=/caller/s.txt"),
      ("secret", "id=a,type=env,src=A", "--secret id=a,type=env,src=A"),
      ("secret", "id=a,env=A", "--secret id=a,env=A"),
      ("output", "type=local,dest=out", "--output type=local,dest=/caller/out"),
      ("output", "out", "--output /caller/out"), ("output", "-", "--output -"),
      ("made_up", "x", "--made-up x"), ("made_up", true, "--made-up"), ("made_up", false, ""),
      ("made_up", ["a", "b"], "--made-up a --made-up b"), ("target", [], ""), ("label", [], ""),
    ] as [(String, OptionValue, String)])
  func aValueBecomesFlags(_ name: String, _ value: OptionValue, _ words: String) throws {
    var given: AdditionalOptions = [:]
    given[name] = value
    #expect(try addedWords(Podman(), given) == words)
  }

  @Test(
    arguments: [
      ("no_cache", "perhaps", "true or false"), ("jobs", "many", "NUMBER"),
      ("jobs", true, "needs a value"), ("memory", "much", "SIZE"), ("ulimit", "nofile", "RESOURCE"),
      ("pull", "sometimes", "always"), ("file", "x", "made from the bento"),
      ("context_path", "x", "no backend can"), ("backend", "docker", "--backend"),
      ("", "x", "KEY=VALUE"), ("_run_as_root", true, "--run-as-root"),
    ] as [(String, OptionValue, String)])
  func aValueThatIsNoneIsRefused(_ name: String, _ value: OptionValue, _ text: String) {
    var given: AdditionalOptions = [:]
    given[name] = value
    let error = #expect(throws: ContainerError.self) { try Podman.Options(given, of: "podman") }
    #expect(error?.kind == .invalidOption)
    #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
  }

  @Test func whoCanHonourARefusedOptionIsNamed() {
    #expect(OptionReference.whoHonours("file") == "; no backend can honour it")
    #expect(OptionReference.whoHonours("jobs") == "; podman and buildah can")
    #expect(OptionReference.whoHonours("trace") == "; buildctl can")
  }

  @Test func typedValuesAreSpelledAsTexts() throws {
    var options = Podman.Options()
    options.buildArg = ["A": "1", "B": "2 3"]
    options.tlsVerify = false
    options.jobs = 4
    options.memory = 1024
    options.volume = [Volume(host: "/a", container: "/b", options: "ro"), "/c:/d"]
    options.ulimit = [ResourceLimit("nofile", soft: 1, hard: 2)]
    options.output = [["type": "local", "dest": "a,b"]]
    options.pull = .named(.newer)
    let words = options.flags(in: WorkingFolder(path: "/caller"))
      .flatMap { $0.spelling.arguments($0.flag) }
    #expect(
      words == [
        "--build-arg", "A=1", "--build-arg", "B=2 3", "--jobs", "4", "--memory", "1024",
        "--output", "type=local,\"dest=/caller/a,b\"", "--pull=newer", "--tls-verify=false",
        "--ulimit", "nofile=1:2", "--volume", "/a:/b:ro", "--volume", "/c:/d",
      ])
    #expect(options.jobs == 4)
    options.jobs = nil
    #expect(options.jobs == nil)
  }
}
