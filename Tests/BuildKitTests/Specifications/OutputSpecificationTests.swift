import BuildKit
import Testing

/// The facts of buildctl's and buildx's own tables about `--output`.
@Suite struct OutputSpecificationTests {
  typealias Output = OutputSpecification

  static let facts: [(String, Output)] = [
    ("-", Output(type: .tar, destination: .standardOutput)),
    (".", Output(type: .local, destination: .folder(path: "."))),
    ("out", Output(type: .local, destination: .folder(path: "out"))),
    ("/tmp/a b", Output(type: .local, destination: .folder(path: "/tmp/a b"))),
    ("type=local,dest=out", Output(type: .local, destination: .folder(path: "out"))),
    (
      "type=local,dest=out,platform-split=false,mode=delete",
      Output(
        type: .local, destination: .folder(path: "out"),
        attributes: ["platform-split": "false", "mode": "delete"])
    ),
    ("type=tar", Output(type: .tar, destination: .unnamed)),
    (
      "type=tar,dest=a,rewrite-timestamp=true",
      Output(
        type: .tar, destination: .file(path: "a"), attributes: ["rewrite-timestamp": "true"])
    ),
    ("type=tar,dest=-", Output(type: .tar, destination: .standardOutput)),
    ("type=tar,dest=a.tar", Output(type: .tar, destination: .file(path: "a.tar"))),
    ("type=docker", Output(type: .docker, destination: .unnamed)),
    (
      "type=oci,dest=a.tar,tar=true",
      Output(type: .oci, destination: .file(path: "a.tar"), attributes: ["tar": "true"])
    ),
    (
      "type=oci,dest=a,tar=false",
      Output(type: .oci, destination: .layout(path: "a"), attributes: ["tar": "false"])
    ),
    (
      "type=docker,dest=a,tar=0",
      Output(type: .docker, destination: .layout(path: "a"), attributes: ["tar": "0"])
    ),
    // What Go doesn't read as a truth is as good as true.
    (
      "type=oci,dest=a,tar=no",
      Output(type: .oci, destination: .file(path: "a"), attributes: ["tar": "no"])
    ),
    ("type=image", Output(type: .image)), ("TYPE=image", Output(type: .image)),
    ("type=image, push=true", Output(type: .image, attributes: ["push": "true"])),
    (
      "type=image,name=a,push=true,Compression=zstd",
      Output(
        type: .image, attributes: ["name": "a", "push": "true", "compression": "zstd"])
    ),
    (
      #"type=image,"name=reg.io/a:1,reg.io/b:2""#,
      Output(type: .image, attributes: ["name": "reg.io/a:1,reg.io/b:2"])
    ),
    (
      #"type=image,"annotation.x=say ""hi"", you",push=true"#,
      Output(type: .image, attributes: ["annotation.x": #"say "hi", you"#, "push": "true"])
    ),
    ("type=image,name=a=b", Output(type: .image, attributes: ["name": "a=b"])),
    ("type=image,a=1,a=2", Output(type: .image, attributes: ["a": "2"])),
    (
      "type=registry,name=reg.io/a",
      Output(
        type: .image, attributes: ["name": "reg.io/a", "push": "true", "unpack": "false"])
    ),
    (
      "type=registry,unpack=true",
      Output(type: .image, attributes: ["push": "true", "unpack": "true"])
    ),
    ("type=moby,name=a", Output(type: .moby, attributes: ["name": "a"])),
    ("type=image,push=", Output(type: .image, attributes: ["push": ""])),
    ("type=image,later=1", Output(type: .image, attributes: ["later": "1"])),
    (
      "type=oci,annotation.a=b,annotation-index[linux/amd64].c=d",
      Output(
        type: .oci, destination: .unnamed,
        attributes: ["annotation.a": "b", "annotation-index[linux/amd64].c": "d"])
    ),
    // Whether there is such an exporter, the daemon knows.
    ("type=later,dest=x", Output(type: .init(rawValue: "later"))),
  ]

  @Test(arguments: facts)
  func whatUsersWriteIsRead(_ text: String, _ output: Output) throws {
    #expect(try Output(text) == output)
  }

  @Test(arguments: facts)
  func whatIsReadIsWritten(_ text: String, _ output: Output) throws {
    // Only what an unknown exporter's dest is for gets lost.
    #expect(try Output(output.description) == output)
  }

  @Test(arguments: [
    ("", "no type"), ("dest=a", "no type"), ("type=", "no type"), ("name=a", "no type"),
    ("type=local", "dest=FOLDER"), ("type=local,dest=-", "dest=FOLDER"),
    ("type=oci,tar=false", "dest=FOLDER"), ("type=docker,tar=false,dest=-", "dest=FOLDER"),
    ("type=tar,dest=", "dest is empty"), ("type=image,dest=a", "leave out dest=a"),
    ("type=registry,dest=a", "leave out dest=a"), ("type=moby,dest=-", "leave out dest=-"),
    ("type=tar,output=a", "write dest=a"), ("type=tar,a", "found \"a\""),
    ("type=tar,=a", "found \"=a\""), (#"type=tar,"dest=a"#, "quote"), ("type=tar,", "key=value"),
    ("type=local,dest=a,mode=sync", "copy or delete"),
    ("type=oci,des=a", "did you mean dest?"), ("type=tar,dset=a", "did you mean dest?"),
    ("type=docker,desk=a", "did you mean dest?"), ("type=tar,desst=a", "did you mean dest?"),
    ("type=local,est=a", "did you mean dest?"), ("type=oci,pussh=true", "did you mean push?"),
    ("type=tar,name=a", "tar has no name; it has dest, "),
    ("type=tar,dest=a,rewrite-timestamp=false", "always sets the times of files"),
    ("type=local,dest=a,rewrite-timestamp=maybe", "rewrite-timestamp is true or false"),
    ("type=oci,tar=false,mode=copy,dest=a", "mode"),
    ("type=image,push=maybe", "push is true or false, not \"maybe\""),
    ("type=registry,unpack=2", "unpack is true or false"), ("type=moby,store=no", "store is"),
    ("type=oci,dest=a,force-compression=yes", "force-compression is true or false"),
    ("type=local,dest=a,platform-split=x", "platform-split is true or false"),
  ])
  func whatCannotBeUnderstoodIsRefused(_ text: String, _ reason: String) {
    let error = #expect(throws: InvalidSpecification.self) { try Output(text) }
    #expect(error?.option == "output" && error?.text == text)
    #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
  }
}
