import BuildKit

/// A request to a `buildkitd`, as JSON. Secrets are named, not shown.
struct PlannedRequest: Encodable {
  let kind = "solve"
  let backend: String
  /// Nil for what is no bento.
  let bento: String?
  let imageNames: [String]
  let features: [String]?
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
    self.init(
      plan.request, plan.settings, backend: plan.backend, imageNames: plan.imageNames,
      at: endpoint, bento: "\(plan.tag)", features: plan.features,
      source: ["--local", "context=<context>", "--local", "dockerfile=<context>/env/docker"])
  }

  /// - Parameter source: says to `buildctl` what is built, where the options don't.
  init(
    _ request: BuildRequest, _ settings: SolveSettings, backend: String, imageNames: [String],
    at endpoint: Endpoint?, bento: String? = nil, features: [String]? = nil, source: [String]
  ) {
    self.backend = backend
    self.bento = bento
    self.features = features
    self.imageNames = imageNames
    address = endpoint.map { "\($0)" }
    frontend = request.frontend
    frontendAttributes = request.frontendAttributes
    locals = request.locals.keys.sorted()
    secrets = request.secrets.keys.sorted()
    entitlements = request.entitlements
    noCache = request.noCache
    notes = settings.notes
    command = Self.command(request, settings, at: endpoint, source: source)
  }

  var text: String {
    "# asked of \(address ?? "the BuildKit that is found"); the same, for buildctl:\n"
      + command.map { shellQuoted($0) }.joined(separator: " ")
  }

  private static func command(
    _ request: BuildRequest, _ settings: SolveSettings, at endpoint: Endpoint?, source: [String]
  ) -> [String] {
    var words = ["buildctl"]
    if let endpoint { words += ["--addr", "\(endpoint)"] }
    words += ["build"] + source
    // A graph has no frontend.
    let flags = settings.flags.filter { $0.flag != "--frontend" || !request.frontend.isEmpty }
    words += flags.flatMap { $0.spelling.arguments($0.flag) }
    let given = Set(settings.secrets.map(\.id))
    for id in request.secrets.keys.sorted() where !given.contains(id) {
      words += ["--secret", "id=\(id),env=\(id)"]
    }
    return words
  }
}
