import Bento

extension BuildReport {
  /// Asks the runtime that the image went to for what the builder didn't tell; nothing is changed if
  /// it doesn't answer.
  mutating func lookUpImage(
    asAdministrator: Bool = false, environment: @escaping EnvironmentLookup
  ) async {
    let runtimes = deliveries.compactMap { delivery in
      if case .runtime(let name) = delivery { name } else { nil }
    }
    guard let runtime = runtimes.first, let name = imageNames.first else { return }
    guard
      let facts = await ImageFacts(
        of: name, in: runtime, asAdministrator: asAdministrator, environment: environment)
    else { return }
    // What the builder told is of this very image; the name may be another's by now.
    imageID = imageID.flatMap { facts.id.contains($0) ? nil : $0 } ?? facts.id
    digest = digest ?? facts.digest
    imageBytes = facts.bytes
  }
}
