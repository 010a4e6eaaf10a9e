/// What daemons report without a code, chiefly what a registry told them.
enum UnknownFailure {
  /// Words of the libraries that daemons reach registries with, and what they mean.
  private static let meanings: [(words: String, code: BuildError.Code)] = [
    ("401 Unauthorized", .permissionDenied), ("403 Forbidden", .permissionDenied),
    ("authorization failed", .permissionDenied),
  ]

  /// The code that a message stands for.
  static func code(of message: String) -> BuildError.Code {
    if let meaning = meanings.first(where: { message.contains($0.words) }) { return meaning.code }
    return message.hasSuffix(": not found") ? .notFound : .daemon
  }
}
