/// What daemons report without a code: chiefly what a registry told them, and what they don't have.
enum UnknownFailure {
  /// Words of daemons, and of the libraries that they reach registries with, and what they mean.
  private static let meanings: [(words: String, code: BuildError.Code)] = [
    ("401 Unauthorized", .permissionDenied), ("403 Forbidden", .permissionDenied),
    ("authorization failed", .permissionDenied), ("unauthorized: ", .permissionDenied),
    ("denied: requested access", .permissionDenied), (" is not allowed", .permissionDenied),
    ("exporter \"", .unimplemented),
    ("unknown cache exporter: ", .unimplemented), ("unknown cache importer: ", .unimplemented),
    // Frontends of 2021 tell it without details.
    ("unsupported request ", .unimplemented), ("unsupported frontend capability ", .unimplemented),
    ("support exporting manifest lists", .unimplemented),
    ("failed to read dockerfile: open ", .notFound),
    ("dockerfile parse error", .invalidArgument),
    ("no space left on device", .resourceExhausted),
  ]

  /// The code that a message stands for.
  static func code(of message: String) -> BuildError.Code {
    if let meaning = meanings.first(where: { message.contains($0.words) }) { return meaning.code }
    return message.hasSuffix(": not found") ? .notFound : .daemon
  }
}
