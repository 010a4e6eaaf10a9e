extension LLBState {
  /// An image.
  ///
  /// - Parameters:
  ///   - name: as users write it; without a host it is Docker Hub's, without a tag the latest.
  ///   - platform: which one of an index; nil for the definition's. Holds for processes, too.
  ///   - mode: where it is looked for.
  ///   - checksum: the digest that its manifest must have; nil for any.
  public static func image(
    _ name: String, platform: Platform? = nil, mode: ImageResolveMode = .standard,
    checksum: String? = nil
  ) -> LLBState {
    var source = LLBSource(identifier: "docker-image://" + ImageName.complete(name))
    source.capabilities = ["source.image"]
    if mode != .standard {
      source.set(
        "image.resolvemode", mode.rawValue,
        needs: mode == .pull ? "source.image.resolvemode" : nil)
    }
    source.set("image.checksum", checksum, needs: "source.image.checksum")
    return LLBState(source, platform)
  }

  /// A tree of the request, by its local name.
  ///
  /// - Parameters:
  ///   - name: the name in ``BuildRequest/locals``.
  ///   - includePatterns: what of it is sent; all if empty.
  ///   - excludePatterns: what of it isn't.
  ///   - followedPaths: paths of which, and of what they link to, nothing else is sent.
  ///   - sharedKeyHint: separates the files that the daemon keeps between builds; nil for the name.
  public static func local(
    _ name: String, includePatterns: [String] = [], excludePatterns: [String] = [],
    followedPaths: [String] = [], sharedKeyHint: String? = nil
  ) -> LLBState {
    var source = LLBSource(identifier: "local://" + name)
    source.capabilities = ["source.local"]
    source.set(
      "local.includepattern", LLBSource.json(includePatterns), needs: "source.local.includepatterns"
    )
    source.set(
      "local.excludepatterns", LLBSource.json(excludePatterns),
      needs: "source.local.excludepatterns")
    source.set(
      "local.followpaths", LLBSource.json(followedPaths), needs: "source.local.followpaths")
    source.set("local.sharedkeyhint", sharedKeyHint, needs: "source.local.sharedkeyhint")
    return LLBState(source)
  }

  /// A git repository.
  ///
  /// - Parameters:
  ///   - url: `https://…`, `ssh://…`, `git://…`, or `USER@HOST:PATH`.
  ///   - reference: a branch, tag or commit; nil for the repository's default.
  ///   - folder: what of it is the root; nil for all.
  ///   - keepsHistory: whether the folder `.git` stays.
  ///   - checksum: the commit that it must be; nil for any. Known from BuildKit 0.23 on.
  ///   - agent: the id of the SSH agent to use, for `ssh`.
  ///   - knownHosts: lines of `known_hosts`, for `ssh`.
  public static func git(
    _ url: String, reference: String? = nil, folder: String? = nil, keepsHistory: Bool = false,
    checksum: String? = nil, agent: String = "default", knownHosts: String? = nil
  ) -> LLBState {
    let remote = GitRemote(url)
    var identifier = "git://" + remote.place
    if reference != nil || folder != nil {
      identifier += "#" + (reference ?? "") + (folder.map { ":" + $0 } ?? "")
    }
    var source = LLBSource(identifier: identifier)
    source.capabilities = ["source.git"]
    source.set("git.fullurl", remote.url, needs: "source.git.fullurl")
    if keepsHistory { source.set("git.keepgitdir", "true", needs: "source.git.keepgitdir") }
    source.set("git.authtokensecret", "GIT_AUTH_TOKEN")
    source.set("git.authheadersecret", "GIT_AUTH_HEADER")
    source.set("git.checksum", checksum, needs: "source.git.checksum")
    if remote.isSSH {
      source.set("git.mountsshsock", agent, needs: "source.git.mountsshsock")
      source.set("git.knownsshhosts", knownHosts, needs: "source.git.knownsshhosts")
    }
    return LLBState(source)
  }

  /// A download, as a file system with one file.
  ///
  /// - Parameters:
  ///   - url: `http://…` or `https://…`.
  ///   - filename: the file's name; nil for the end of the URL.
  ///   - checksum: the digest that it must have, as `sha256:…`; nil for any.
  ///   - permissions: the file's; nil for 0600.
  public static func http(
    _ url: String, filename: String? = nil, checksum: String? = nil, permissions: UInt16? = nil
  ) -> LLBState {
    var source = LLBSource(identifier: url)
    source.capabilities = ["source.http"]
    source.set("http.checksum", checksum, needs: "source.http.checksum")
    source.set("http.filename", filename)
    source.set(
      "http.perm", permissions.map { "0" + String($0, radix: 8) }, needs: "source.http.perm")
    return LLBState(source)
  }

  /// An image in OCI's layout that the session serves.
  ///
  /// - Parameters:
  ///   - store: the name of the store.
  ///   - digest: of the manifest, as `sha256:…`.
  ///   - platform: which one of an index; nil for the definition's.
  public static func ociLayout(
    _ store: String, digest: String, platform: Platform? = nil
  ) -> LLBState {
    var source = LLBSource(identifier: "oci-layout://\(store)@\(digest)")
    source.capabilities = ["source.ocilayout"]
    source.set("oci.store", store)
    return LLBState(source, platform)
  }

  private init(_ source: LLBSource, _ platform: Platform? = nil) {
    self.init(LLBOutput(vertex: LLBVertex(.source(source), platform: platform)))
    process.platform = platform?.normalized
  }
}

/// A repository's address in its parts.
struct GitRemote {
  /// Host and path, the same whatever the protocol.
  let place: String
  /// What git is told.
  let url: String
  let isSSH: Bool

  init(_ text: String) {
    if let scheme = text.firstRange(of: "://") {
      let rest = text[scheme.upperBound...]
      let host = rest.prefix { $0 != "/" }
      place = Self.place(host.split(separator: "@").last ?? host, rest.dropFirst(host.count))
      url = text
      isSSH = text[..<scheme.lowerBound].lowercased() == "ssh"
    } else if let colon = text.firstIndex(of: ":"), text[..<colon].contains("@") {
      let host = text[..<colon]
      place = Self.place(host.split(separator: "@").last ?? host, text[text.index(after: colon)...])
      url = text
      isSSH = true
    } else {
      place = text
      url = "https://" + text
      isSSH = false
    }
  }

  private static func place(_ host: Substring, _ path: Substring) -> String {
    host + LLBPath.absolute(String(path), in: "/")
  }
}
