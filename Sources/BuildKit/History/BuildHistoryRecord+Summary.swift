extension BuildHistoryRecord {
  /// How a build stands.
  public enum Status: String, Hashable, Sendable {
    /// It has not ended.
    case running
    /// It has succeeded.
    case completed
    /// It has failed.
    case error
    /// Its client, or somebody else, has ended it.
    case canceled
  }

  /// How the build stands.
  public var status: Status {
    guard completedAt != nil else { return .running }
    guard let error else { return .completed }
    return error.code == Self.canceledCode || error.message.contains("context canceled")
      ? .canceled : .error
  }

  /// gRPC's code of calls that were cancelled.
  private static let canceledCode = 1

  /// Nanoseconds from its start to its end, or to `now` by the daemon's clock; nil if the daemon
  /// doesn't tell when it began.
  public func duration(at now: Timestamp) -> Int64? {
    createdAt.map {
      let end = completedAt ?? now
      return max(end.nanosecondsSince1970.saturatedSubtracting($0.nanosecondsSince1970), 0)
    }
  }

  /// The version control system's repository that it was built from, if the client told.
  public var repository: String? {
    if let source = frontendAttributes["vcs:source"] { return source }
    guard let context = frontendAttributes["context"] ?? frontendAttributes["input:context"],
      Self.isRepository(context)
    else { return nil }
    return String(context.prefix { $0 != "#" })
  }

  private static func isRepository(_ context: String) -> Bool {
    let address = context.prefix { $0 != "#" }
    return address.hasPrefix("git@") || address.hasPrefix("git://") || address.hasPrefix("ssh://")
      || address.hasSuffix(".git")
  }

  /// For people: the name that the build was given (`BUILDKIT_BUILD_NAME`), else where its files are
  /// and which stage it made, else its repository, else the name of its image. Empty if nothing
  /// tells.
  public var name: String {
    func attribute(_ name: String) -> String? {
      frontendAttributes[name].flatMap { $0.isEmpty || $0 == "." ? nil : $0 }
    }
    if let name = attribute("build-arg:BUILDKIT_BUILD_NAME") { return name }
    let folder = attribute("vcs:localdir:dockerfile")
    let file = attribute("filename").flatMap { $0 == "Dockerfile" ? nil : $0 }
    let dockerfile = [folder, file].compactMap(\.self).joined(separator: "/")
    var name = attribute("context") ?? attribute("vcs:localdir:context") ?? dockerfile
    if let target = attribute("target") { name = name.isEmpty ? target : "\(name) (\(target))" }
    if !name.isEmpty { return name }
    return repository ?? exporters.lazy.compactMap { $0.attributes["name"] }.first ?? ""
  }
}
