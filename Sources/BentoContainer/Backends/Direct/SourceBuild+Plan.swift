import BuildKit

extension SourceBuild {
  /// What would be sent, for people.
  package var text: String { planned.text + (isGraph ? " < <graph>" : "") }

  /// What would be sent, for programs: a JSON object.
  package var json: String { PlanJSON.text(planned) }

  private var planned: PlannedRequest {
    PlannedRequest(
      run.request, run.settings, backend: backend, imageNames: run.imageNames, at: run.endpoint,
      source: words)
  }
}

extension SourceBuild.Source {
  /// What `buildctl` is told of it. What stands for files of this machine is in angle brackets.
  func words(_ request: BuildRequest) -> [String] {
    guard case .dockerfile(let source, _) = self else { return [] }
    var attributes = request.frontendAttributes
    if case .archive = source.context { attributes["context"] = "<archive>" }
    return request.locals.keys.sorted().flatMap { ["--local", "\($0)=<\($0)>"] }
      + attributes.sorted { $0.key < $1.key }.flatMap { ["--opt", "\($0.key)=\($0.value)"] }
  }
}
