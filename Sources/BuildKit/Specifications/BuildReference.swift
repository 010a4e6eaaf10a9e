/// How a user names a build of the history.
public enum BuildReference: Hashable, Sendable, CustomStringConvertible {
  /// By its place: 0 is the newest one, 1 the one before it.
  case newest(Int)
  /// By its ref, or the beginning of it.
  case ref(String)

  /// A reference that isn't one.
  public struct Invalid: Error, Equatable, CustomStringConvertible {
    /// The reference as it was given.
    public let text: String
    /// One line that says what to write.
    public var description: String {
      "invalid build \"\(text)\": expected a ref, the beginning of one, or ^N for the Nth before the "
        + "newest"
    }
  }

  /// Reads a ref, its beginning, or `^N` as `docker buildx history` takes it; `latest` and nothing
  /// are the newest build.
  ///
  /// - Throws: ``Invalid``.
  public init(_ text: String) throws(Invalid) {
    if text.isEmpty || text == "latest" {
      self = .newest(0)
    } else if text.hasPrefix("^") {
      guard let offset = Int(text.dropFirst()), offset >= 0 else { throw Invalid(text: text) }
      self = .newest(offset)
    } else {
      self = .ref(text)
    }
  }

  /// As ``init(_:)`` reads it.
  public var description: String {
    switch self {
    case .newest(let offset): "^\(offset)"
    case .ref(let ref): ref
    }
  }

  /// The build among those of a daemon, the newest of which comes first.
  package func find(in records: [BuildHistoryRecord]) throws(BuildError) -> BuildHistoryRecord {
    switch self {
    case .newest(let offset):
      if records.indices.contains(offset) { return records[offset] }
      throw BuildError(
        .notFound,
        records.isEmpty
          ? "there is no build in the history"
          : "no build \(self): the history has \(records.count) only, from ^0 to ^\(records.count - 1)"
      )
    case .ref(let ref):
      if let exact = records.first(where: { $0.ref == ref }) { return exact }
      let matching = records.filter { $0.ref.hasPrefix(ref) }
      if matching.count == 1 { return matching[0] }
      if matching.isEmpty { throw BuildError(.notFound, "no build \(ref) in the history") }
      let refs = matching.prefix(5).map(\.ref).joined(separator: ", ")
      throw BuildError(
        .invalidArgument,
        "\(matching.count) builds begin with \(ref): \(refs)\(matching.count > 5 ? ", …" : "")")
    }
  }
}

extension BuildKitClient {
  /// Finds a build in the history.
  ///
  /// - Parameters:
  ///   - reference: which one.
  ///   - isEligible: which builds count.
  /// - Throws: ``BuildError``, with the code ``BuildError/Code/notFound`` if there is none,
  ///   ``BuildError/Code/invalidArgument`` if there are several; `CancellationError`.
  public func historyRecord(
    _ reference: BuildReference, where isEligible: (BuildHistoryRecord) -> Bool = { _ in true }
  ) async throws -> BuildHistoryRecord {
    try reference.find(in: await historyRecords().filter(isEligible))
  }
}
