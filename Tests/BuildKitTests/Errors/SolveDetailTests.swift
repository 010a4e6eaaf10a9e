import Testing

@testable import BuildKit

/// The detail that tells of the failed operation, as it is sent where a frontend asks for a result.
@Suite struct SolveDetailTests {
  @Test(arguments: [
    (
      #"{"op":{"file":{"actions":[{"input":"0","mkdir":{"path":"/a"}},{"copy":{"src":"/x","dest":"/y"}}]}},"file":{"index":"1"}}"#,
      FailedOperation.file(.copy(from: "/x", to: "/y")), "copying /x to /y"
    ),
    (
      #"{"op":{"file":{"actions":[{"mkdir":{"path":"/a"}},{"rm":{"path":"/b"}}]}},"file":{}}"#,
      .file(.makeFolder("/a")), "making the folder /a"
    ),
    (
      #"{"op":{"file":{"actions":[{"mkfile":{"path":"/a","mode":420}}]}}}"#,
      .file(.makeFile("/a")), "making the file /a"
    ),
    (
      #"{"op":{"file":{"actions":[{"rm":{"path":"/a"}}]}},"file":{}}"#, .file(.remove("/a")),
      "removing /a"
    ),
    (
      #"{"op":{"file":{"actions":[{"copy":{"src":"/x","dest":"/y"}}]}},"cache":{"index":"1"}}"#,
      .contents(input: 1), "looking at the files to be copied"
    ),
    (
      #"{"inputIDs":["i"],"mountIDs":["m"],"op":{"exec":{"meta":{"args":["/bin/sh","-c","x"],"env":["A=b"]}}}}"#,
      .process(["/bin/sh", "-c", "x"]), "running /bin/sh -c x"
    ),
    (
      #"{"op":{"source":{"identifier":"docker-image://docker.io/library/busybox:latest"}}}"#,
      .source("docker-image://docker.io/library/busybox:latest"),
      "fetching docker-image://docker.io/library/busybox:latest"
    ),
  ])
  func theOperationIsRead(_ json: String, _ operation: FailedOperation, _ words: String) throws {
    let details = try BuildErrorDetailsTests.details("errdefs.Solve", json)
    #expect(details.operation == operation)
    #expect(operation.description == words)
  }

  @Test func theNamesForPeopleAreRead() throws {
    let details = try BuildErrorDetailsTests.details(
      "errdefs.Solve", #"{"description":{"llb.customname":"[1/2] FROM x"}}"#)
    #expect(details.operation == nil)
    #expect(details.description == ["llb.customname": "[1/2] FROM x"])
  }

  @Test(arguments: [
    "{}", #"{"op":{}}"#, #"{"op":{"file":{"actions":[]}},"file":{"index":"0"}}"#,
    #"{"op":{"file":{"actions":[{"rm":{"path":"/a"}}]}},"file":{"index":"99999999999999999999"}}"#,
    #"{"op":{"file":{"actions":[{"rm":{"path":"/a"}}]}},"file":{"index":"-1"}}"#,
    #"{"op":{"file":{"actions":[{"rm":{}},{"rm":{"path":"/a"}}]}}}"#, #"{"op":7}"#,
  ])
  func anOperationThatMakesNoSenseIsLeftOut(_ json: String) throws {
    var details = try BuildErrorDetailsTests.details("errdefs.Solve", json)
    details.raw = []
    #expect(details == BuildErrorDetails(code: 2, message: "m"))
  }
}
