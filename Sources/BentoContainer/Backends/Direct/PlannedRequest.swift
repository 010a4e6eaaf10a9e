import BuildKit

/// A request to a `buildkitd`, as JSON. Secrets are named, not shown.
struct PlannedRequest: Encodable {
  let kind = "solve"
  let backend: String
  let bento: String
  let imageNames: [String]
  let features: [String]
  let address: String?
  let frontend: String
  let frontendAttributes: [String: String]
  let locals: [String]
  let secrets: [String]
  let entitlements: [String]
  let noCache: Bool
  let notes: [String]
  /// What `buildctl` would be told for the same request.
  let command: [String]

  init(_ plan: SolvePlan, at endpoint: Endpoint?) {
    backend = plan.backend
    bento = "\(plan.tag)"
    features = plan.features
    imageNames = plan.imageNames
    address = endpoint.map { "\($0)" }
    frontend = plan.request.frontend
    frontendAttributes = plan.request.frontendAttributes
    locals = plan.request.locals.keys.sorted()
    secrets = plan.request.secrets.keys.sorted()
    entitlements = plan.request.entitlements
    noCache = plan.request.noCache
    notes = plan.notes
    command = Self.command(plan, at: endpoint)
  }

  var text: String {
    "# asked of \(address ?? "the BuildKit that is found"); the same, for buildctl:\n"
      + command.map { shellQuoted($0) }.joined(separator: " ")
  }

  private static func command(_ plan: SolvePlan, at endpoint: Endpoint?) -> [String] {
    var words = ["buildctl"]
    if let endpoint { words += ["--addr", "\(endpoint)"] }
    words += ["build", "--local", "context=<context>"]
    words += ["--local", "dockerfile=<context>/env/docker"]
    words += plan.settings.flags.flatMap { $0.spelling.arguments($0.flag) }
    let given = Set(plan.settings.secrets.map(\.id))
    for id in plan.request.secrets.keys.sorted() where !given.contains(id) {
      words += ["--secret", "id=\(id),env=\(id)"]
    }
    return words
  }
}
