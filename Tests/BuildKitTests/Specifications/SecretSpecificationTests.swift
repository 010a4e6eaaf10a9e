import BuildKit
import Testing

/// What users write for `RUN --mount=type=secret`: as buildctl reads it, and what it can't.
@Suite struct SecretSpecificationTests {
  @Test(
    arguments: [
      ("id=a,src=/f", "a", .file(path: "/f")), ("id=a,source=/f", "a", .file(path: "/f")),
      ("ID=a,SRC=f,type=file", "a", .file(path: "f")), ("src=/f", "/f", .file(path: "/f")),
      ("id=a", "a", .file(path: "a")), ("id=PATH", "PATH", .environment(variable: "PATH")),
      ("id=PATH,type=file", "PATH", .file(path: "PATH")),
      ("id=a,env=B", "a", .environment(variable: "B")),
      ("id=a,env=B,src=/f", "a", .environment(variable: "B")),
      ("type=env,id=a,src=B", "a", .environment(variable: "B")),
      ("type=env,id=a", "a", .environment(variable: "a")),
      ("id=a,src=/f,src=/g", "a", .file(path: "/g")), ("id=a,src=b=c", "a", .file(path: "b=c")),
      (#"id=a,"src=/f,g""#, "a", .file(path: "/f,g")),
      (#"id=a,src="/f,""g""""#, "a", .file(path: #"/f,"g""#)),
      ("id=a,value=x=y", "a", .value(Array("x=y".utf8))), ("id=a,value=", "a", .value([])),
      ("id=a,command=op read x", "a", .command("op read x")), ("id=a,cmd=b", "a", .command("b")),
      (#"id=a,"command=b ""c,d""""#, "a", .command(#"b "c,d""#)),
    ] as [(String, String, SecretSource)])
  func aTextIsRead(_ text: String, _ id: String, _ source: SecretSource) throws {
    #expect(try SecretSpecification(text) == SecretSpecification(id: id, source: source))
  }

  @Test(arguments: [
    ("", "expected key=value"), ("a", "expected key=value"), ("=a", "expected key=value"),
    ("id=a,color=red", "unknown key \"color\""), ("id=", "write id=NAME"),
    ("env=A", "write id=NAME"), ("type=file", "write id=NAME"),
    ("id=a,type=raw", "write id=NAME"), (#"id="a"#, "not closed"),
    ("id=a,command=b,src=/f", "give one of"), ("id=a,command=b,value=c", "give one of"),
    ("id=a,value=b,type=env", "give one of"), ("id=a,command=", "the command is empty"),
  ])
  func aTextThatMeansNothingIsRefused(_ text: String, _ reason: String) {
    let error = #expect(throws: InvalidSpecification.self) { _ = try SecretSpecification(text) }
    #expect(error?.option == "secret")
    #expect(error?.reason.contains(reason) == true, "\(text): \(error?.reason ?? "")")
  }

  @Test(arguments: [
    "id=a,value=s3cret,src=/f", "id=a,VALUE=s3cret,color=red", "id=a,value=x,s3cret",
    "id=a,value=x,s3cret=y", "value=s3cret", #"id=a,"value=s3cret"#,
  ])
  func anErrorDoesNotTellTheValue(_ text: String) {
    let error = #expect(throws: InvalidSpecification.self) { _ = try SecretSpecification(text) }
    #expect(error?.description.contains("s3cret") == false, "\(error?.description ?? "")")
    #expect(error?.text.contains("s3cret") == false)
  }
}
