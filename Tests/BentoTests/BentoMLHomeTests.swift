import Bento
import Testing

@Suite struct BentoMLHomeTests {
  private static let variables = [
    "HOME": "/home/ada", "DATA": "/data", "NESTED": "${DATA}/nested", "GROWING": "$GROWING/x",
  ]

  private func folder(_ home: String?) throws(BentoError) -> String {
    try BentoMLHome.folder { name in name == "BENTOML_HOME" ? home : Self.variables[name] }
  }

  @Test(arguments: [
    (nil, "/home/ada/bentoml"),
    ("", "/home/ada/bentoml"),
    ("/srv/bentoml", "/srv/bentoml"),
    ("~", "/home/ada"),
    ("~/x", "/home/ada/x"),
    ("$DATA/b", "/data/b"),
    ("${NESTED}/b", "/data/nested/b"),
    ("$DATAX/b", "$DATAX/b"),
    ("${UNSET}$", "${UNSET}$"),
    ("/a/~", "/a/~"),
    ("~no-such-user-here/x", "~no-such-user-here/x"),
    ("~root/x", "/root/x"),
  ])
  func theHomeIsExpanded(_ value: String?, folder expected: String) throws {
    #expect(try folder(value) == expected)
  }

  @Test func aHomeThatGrowsForeverIsRefused() {
    #expect(errorOf { () throws(BentoError) in try folder("$GROWING") }?.kind == .invalidHome)
  }
}
