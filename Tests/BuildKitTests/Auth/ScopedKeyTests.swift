import Testing

@testable import BuildKit

/// Names of credentials for parts of registries: what they are for, and when they fit.
@Suite struct ScopedKeyTests {
  typealias Reading = (text: String, host: String, repository: String, actions: Set<String>)

  @Test(
    arguments: [
      ("example.com", "example.com", "", []),
      ("example.com/a/b", "example.com", "a/b", []),
      ("example.com/x@y,z", "example.com", "x", ["y", "z"]),
      ("example.com/a/b@", "example.com", "a/b", []),
      ("example.com/@push", "example.com", "", ["push"]),
      ("registry-1.docker.io@pull,push", "registry-1.docker.io", "", ["pull", "push"]),
      ("example.com:5000/x@ push ,pull", "example.com:5000", "x", ["pull", "push"]),
      ("@", "", "", []), ("", "", "", []), ("/@,", "", "", []),
    ] as [Reading])
  func aKeyIsRead(_ expected: Reading) {
    let key = ScopedKey(expected.text)
    #expect(key.host == expected.host)
    #expect(key.repository == expected.repository)
    #expect(key.actions == expected.actions)
  }

  @Test(arguments: [
    ("h/foo/bar@a,b", ["repository:foo/bar:pull"], false),
    ("h/foo/bar@push", ["repository:foo/bar:pull,push"], true),
    ("h/foo/bar@push", ["repository:foo/bar:pull"], false),
    ("h/foo/bar@push", ["repository:foo/bar2:pull,push"], false),
    ("h/foo/bar@push,pull", ["repository:foo/bar:pull,push"], true),
    ("h/foo/bar@pull", ["repository:foo/bar:"], false),
    ("h/foo/bar", ["repository:foo/bar:pull"], true),
    ("h/foo/bar@", ["repository:foo/bar:pull"], true),
    ("h/foo/bar@pull", ["repository:foo/bar:pull", "repository:other:push"], true),
    ("h/foo/bar@push", ["repository:foo/bar:pull", "repository:other:push"], false),
    ("h@pull", ["repository:a:pull", "repository:b:pull,push"], true),
    ("h@push", ["repository:a:pull", "repository:b:pull"], false),
    ("h/foo/bar@pull", ["repository:foo/bar:pull repository:foo/bar2:pull"], true),
    ("h@push", ["repository:foo/bar:push repository:foo/bar2:pull"], true),
    ("h@push", ["repository:foo/bar:pull repository:foo/bar2:pull"], false),
    ("h/foo", ["repository:foo/bar:pull"], false),
    ("h@push", [], false),
  ])
  func aKeyFitsWhatItIsFor(_ key: String, _ scopes: [String], _ fits: Bool) {
    #expect((ScopedKey(key).fit(RegistryScopes(scopes)) != nil) == fits)
  }

  @Test(arguments: [
    (["h@push", "h/a@push"], ["repository:a:pull,push"], "h/a@push"),
    (["h@push", "h/a"], ["repository:a:pull,push"], "h/a"),
    (["h/a", "h/a@pull", "h/a@pull,push"], ["repository:a:pull,push"], "h/a@pull,push"),
    (["h@pull", "h@pull,push"], ["repository:a:pull,push"], "h@pull,push"),
    // The base image's repository has the longer name.
    (
      ["h/base/image", "h/app"], ["repository:base/image:pull", "repository:app:pull,push"], "h/app"
    ),
  ])
  func theMostSpecificKeyWins(_ keys: [String], _ scopes: [String], _ winner: String) {
    let scopes = RegistryScopes(scopes)
    for order in [keys, keys.reversed()] {
      let fits = order.compactMap { key in ScopedKey(key).fit(scopes).map { (key, $0) } }
      #expect(fits.count == keys.count)
      #expect(fits.max { $0.1 < $1.1 }?.0 == winner)
    }
  }
}
