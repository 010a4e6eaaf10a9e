import Testing

@testable import BuildKit

@Suite struct RecordFilterTests {
  private let fields = ["id", "type", "inuse", "labels"]

  @Test(arguments: [
    "id==abc", "inuse", "type!=regular,inuse", "labels.name==v", "labels.\"a,b\"==v", "\"id\"==x",
    "id==\"a,foo\"", "id~=/a,foo/,inuse", "id~=|a\\|,foo|", "id==`a\\`,inuse", "type==a/b,inuse",
  ])
  func fieldsThatAreKnownPass(text: String) throws {
    #expect(try RecordFilter(text, fields: fields).text == text)
  }

  @Test(arguments: [
    ("foo", "foo"), ("", ""), ("ID==a", "ID"), ("inuse,foo==a", "foo"), ("inuse,,id", ""),
    ("id==\"a,b\",foo", "foo"), ("id~=/a,b/,foo.bar", "foo"), ("type==a/b,foo", "foo"),
  ])
  func aFieldThatIsNoneIsNamedBesideThoseThatAre(text: String, field: String) {
    let error = InvalidSpecification(
      "filter", text, "there is no field \"\(field)\"; the fields are id, type, inuse, labels")
    #expect(throws: error) { try RecordFilter(text, fields: fields) }
  }
}
