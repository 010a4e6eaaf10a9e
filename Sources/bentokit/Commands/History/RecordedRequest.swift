import BuildKit

/// What a build of the history was asked to do, taken from its frontend's attributes.
struct RecordedRequest {
  typealias Pairs = [(name: String, value: String)]

  let context: String?
  let dockerfile: String?
  let repository: String?
  let revision: String?
  let target: String?
  let platforms: [String]
  let buildArguments: Pairs
  let labels: Pairs
  let namedContexts: Pairs
  /// All others.
  let options: Pairs

  init(_ record: BuildHistoryRecord) {
    let all = record.frontendAttributes
    context = all["context"]
    let file = all["filename"]
    let folder = all["vcs:localdir:dockerfile"].flatMap { $0.isEmpty || $0 == "." ? nil : $0 }
    dockerfile = file.map { file in folder.map { "\($0)/\(file)" } ?? file }
    repository = record.repository
    revision = all["vcs:revision"]
    target = all["target"]
    platforms = (all["platform"] ?? "").split(separator: ",").map(String.init)
    func pairs(_ prefix: String) -> Pairs {
      all.filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
        .map { (String($0.key.dropFirst(prefix.count)), $0.value) }
    }
    buildArguments = pairs("build-arg:")
    labels = pairs("label:")
    namedContexts = pairs("context:")
    options = all.filter { entry in
      !["context", "filename", "target", "platform", "frontend.caps"].contains(entry.key)
        && !["build-arg:", "label:", "context:", "vcs:", "attest:"].contains {
          entry.key.hasPrefix($0)
        }
    }
    .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Whether a value is none for people, such as a whole build's information in base64.
  static func isBulky(_ value: String) -> Bool { value.utf8.count > 200 }
}
