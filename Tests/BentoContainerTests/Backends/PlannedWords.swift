import Bento
import BentoContainer

/// What a backend's program would be told, one word after another.
func plannedWords<Builder: Backend>(
  _ backend: Builder, _ given: AdditionalOptions, imageTags: [String] = ["svc:v1"],
  version: String? = nil, environment: [String: String] = [:]
) throws -> [String] {
  try CommandLinePreview.words(
    backend, given, imageTags: imageTags, version: version, environment: { environment[$0] },
    in: "/caller")
}

/// The words without those of a build that is asked for nothing.
func addedWords<Builder: ProcessBackend>(
  _ backend: Builder, _ given: AdditionalOptions, version: String? = nil
) throws -> String {
  let bare = try plannedWords(backend, [:])
  var added = try plannedWords(backend, given, version: version)
  for word in bare { if let index = added.firstIndex(of: word) { added.remove(at: index) } }
  return added.joined(separator: " ")
}
