import BuildKit
import FoundationEssentials

/// All that is known of a build, as buildx prints it as JSON.
struct InspectionRow: Encodable {
  struct Pair: Encodable {
    let Name: String
    let Value: String
  }
  struct Problem: Encodable {
    let Code: Int
    let Message: String
    let Name: String?
    let Logs: [String]?
    /// In base64.
    let Sources: Data?
  }
  struct Configuration: Encodable {
    let Network: String?
    let Hostname: String?
    let NoCache: Bool?
    let RestRaw: [Pair]
  }
  struct Material: Encodable {
    let URI: String
    let Digests: [String]
  }
  struct Attachment: Encodable {
    let Digest: String
    let Platform: String?
    let kind: String

    enum CodingKeys: String, CodingKey {
      case Digest, Platform
      case kind = "Type"
    }
  }

  let Name: String
  let Ref: String
  let Context: String?
  let Dockerfile: String?
  let VCSRepository: String?
  let VCSRevision: String?
  let Target: String?
  let Platform: [String]?
  let NamedContexts: [Pair]?
  let StartedAt: String?
  let CompletedAt: String?
  /// In nanoseconds.
  let Duration: Int64?
  let Status: String
  let Error: Problem?
  let NumCompletedSteps: Int
  let NumTotalSteps: Int
  let NumCachedSteps: Int
  let NumWarnings: Int
  let Pinned: Bool
  let BuildArgs: [Pair]?
  let Labels: [Pair]?
  let Config: Configuration
  let ExporterResponse: [String: String]
  let Materials: [Material]?
  let Attachments: [Attachment]?

  init(_ inspection: BuildInspection) {
    let record = inspection.record
    let request = RecordedRequest(record)
    func pairs(_ pairs: RecordedRequest.Pairs) -> [Pair]? {
      pairs.isEmpty ? nil : pairs.map { Pair(Name: $0.name, Value: $0.value) }
    }
    Name = record.name
    Ref = record.ref
    Context = request.context
    Dockerfile = request.dockerfile
    VCSRepository = request.repository
    VCSRevision = request.revision
    Target = request.target
    Platform = request.platforms.isEmpty ? nil : request.platforms
    NamedContexts = pairs(request.namedContexts)
    StartedAt = record.createdAt?.rfc3339
    CompletedAt = record.completedAt?.rfc3339
    Duration = record.duration(at: .now)
    Status = record.status == .error ? "failed" : record.status.rawValue
    Error = inspection.failure.map { failure in
      Problem(
        Code: record.error?.code ?? 0, Message: failure.message, Name: failure.step?.name,
        Logs: failure.step?.logTail,
        Sources: failure.sources.last.map { Data($0.text().utf8) })
    }
    NumCompletedSteps = record.completedSteps
    NumTotalSteps = record.totalSteps
    NumCachedSteps = record.cachedSteps
    NumWarnings = record.warnings
    Pinned = record.isPinned
    BuildArgs = pairs(request.buildArguments)
    Labels = pairs(request.labels)
    let network = record.frontendAttributes["force-network-mode"]
    Config = Configuration(
      Network: network, Hostname: record.frontendAttributes["hostname"],
      NoCache: record.frontendAttributes["no-cache"].flatMap { $0.isEmpty ? true : nil },
      RestRaw: pairs(request.options) ?? [])
    ExporterResponse = record.exporterResponse
    Materials =
      inspection.materials.isEmpty
      ? nil : inspection.materials.map { Material(URI: $0.uri, Digests: $0.digests) }
    Attachments =
      inspection.attachments.isEmpty
      ? nil
      : inspection.attachments.map {
        Attachment(Digest: $0.descriptor.digest, Platform: $0.platform, kind: $0.type)
      }
  }
}
