import BuildKit
import Testing

/// The facts of buildctl's and buildx's own tables about `--import-cache`, `--export-cache`,
/// `--cache-from`, `--cache-to` and `--oci-layout`.
@Suite struct CacheSpecificationTests {
  typealias Entry = CacheOptionsEntry

  private static let actions = [
    "ACTIONS_CACHE_SERVICE_V2": "True", "ACTIONS_CACHE_URL": "https://cache.example/1",
    "ACTIONS_RESULTS_URL": "https://cache.example/2", "ACTIONS_RUNTIME_TOKEN": "bar",
  ]
  private static let amazon = [
    "AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "session",
  ]

  static let imports: [(String, [Entry])] = [
    (
      "type=registry,ref=example.com/foo/bar",
      [Entry(type: "registry", attributes: ["ref": "example.com/foo/bar"])]
    ),
    (
      "type=local,src=/path/to/store",
      [Entry(type: "local", attributes: ["src": "/path/to/store"])]
    ),
    (
      "example.com/foo/bar", [Entry(type: "registry", attributes: ["ref": "example.com/foo/bar"])]
    ),
    (
      "ref1,ref2",
      ["ref1", "ref2"].map { Entry(type: "registry", attributes: ["ref": $0]) }
    ),
    ("TYPE=inline", [Entry(type: "inline")]),
    (
      #"type=local,"src=/a,b",Tag=x"#,
      [Entry(type: "local", attributes: ["src": "/a,b", "tag": "x"])]
    ),
    (
      "type=gha,url=https://foo.bar,token=foo",
      [
        Entry(
          type: "gha",
          attributes: [
            "url": "https://foo.bar", "url_v2": "https://cache.example/2", "token": "foo",
          ])
      ]
    ),
    (
      "type=gha,url_v2=https://foo.bar,token=foo",
      [
        Entry(
          type: "gha",
          attributes: [
            "url": "https://cache.example/1", "url_v2": "https://foo.bar", "token": "foo",
          ])
      ]
    ),
    (
      "type=gha",
      [
        Entry(
          type: "gha",
          attributes: [
            "url": "https://cache.example/1", "url_v2": "https://cache.example/2", "token": "bar",
          ])
      ]
    ),
    (
      "type=gha,version=1,scope=main",
      [
        Entry(
          type: "gha",
          attributes: [
            "url": "https://cache.example/1", "token": "bar", "version": "1", "scope": "main",
          ])
      ]
    ),
    (
      "type=s3,region=eu,bucket=b",
      [
        Entry(
          type: "s3",
          attributes: [
            "region": "eu", "bucket": "b", "access_key_id": "id", "secret_access_key": "secret",
            "session_token": "session",
          ])
      ]
    ),
    (
      "type=s3,access_key_id=x,secret_access_key=y",
      [Entry(type: "s3", attributes: ["access_key_id": "x", "secret_access_key": "y"])]
    ),
    (
      "type=azblob,name=x,account_url=https://a",
      [Entry(type: "azblob", attributes: ["name": "x", "account_url": "https://a"])]
    ),
  ]

  private static func environment(_ name: String) -> String? { actions[name] ?? amazon[name] }

  @Test(arguments: imports)
  func importsAreRead(_ text: String, _ entries: [Entry]) throws {
    #expect(try CacheSpecification.imports(text, environment: Self.environment) == entries)
  }

  @Test(arguments: [
    (
      "type=registry,ref=example.com/foo/bar",
      Entry(type: "registry", attributes: ["ref": "example.com/foo/bar", "mode": "min"])
    ),
    (
      "example.com/foo/bar",
      Entry(type: "registry", attributes: ["ref": "example.com/foo/bar", "mode": "min"])
    ),
    (
      "type=local,dest=a,mode=max", Entry(type: "local", attributes: ["dest": "a", "mode": "max"])
    ),
    ("type=inline", Entry(type: "inline", attributes: ["mode": "min"])),
  ])
  func exportsAreReadAndHaveAMode(_ text: String, _ entry: Entry) throws {
    #expect(try CacheSpecification.exports(text, environment: { _ in nil }) == [entry])
  }

  @Test(arguments: [
    ("", "empty"), ("test=test", "no type"), ("type=", "no type"), ("type=registry", "ref=IMAGE"),
    ("type=registry,ref=", "ref=IMAGE"), ("type=local,dest=x", "src=FOLDER"),
    ("type=local,src=a,b", "found \"b\""), (#"type=local,"src=a"#, "quote"),
  ])
  func whatCannotBeUnderstoodIsRefused(_ text: String, _ reason: String) {
    let error = #expect(throws: InvalidSpecification.self) {
      try CacheSpecification.imports(text, environment: { _ in nil })
    }
    #expect(error?.option == "import-cache")
    #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
  }

  @Test func anExportNeedsItsOwnPlace() {
    #expect(throws: InvalidSpecification.self) {
      try CacheSpecification.exports("type=local,src=x", environment: { _ in nil })
    }
  }

  @Test func aCacheOfGitHubIsOnlyUsableWithItsToken() throws {
    let without = try CacheSpecification.imports("type=gha", environment: { _ in nil })
    #expect(without.map(\.isUsable) == [false])
    let with = try CacheSpecification.imports("type=gha", environment: Self.environment)
    #expect(with.map(\.isUsable) == [true])
  }

  @Test func layoutsHaveANameAndAFolder() throws {
    #expect(try LayoutSpecification("a=/b=c") == LayoutSpecification(name: "a", path: "/b=c"))
    for text in ["", "a", "=b", "a="] {
      #expect(throws: InvalidSpecification.self) { try LayoutSpecification(text) }
    }
  }
}
