/// What a `bento.yaml` says.
public struct BentoInfo: Sendable {
  /// The bento's name and version.
  public let tag: BentoTag
  /// The import path of the service, such as `service:Summarizer`.
  public let service: String
  /// The version of BentoML that built the bento; nil if not recorded.
  public let bentomlVersion: String?
  /// When the bento was built; nil if not recorded.
  public let creationTime: Timestamp?
  /// Labels by name.
  public let labels: [String: String]
  /// The models of the bento as a whole; see ``allModels`` for those of its services too.
  public let models: [ModelEntry]
  /// The name of the service that takes requests.
  public let entryService: String
  /// The services, in order.
  public let services: [ServiceEntry]
  /// The environment variables, in order.
  public let envs: [EnvironmentEntry]
  /// How the image is described, which differs between the formats of bentos.
  public let image: ImageDescription

  /// How a bento describes its image.
  public enum ImageDescription: Sendable {
    /// The first format: options for a distribution, from which a Containerfile is made.
    case v1(LegacyImageOptions)
    /// The second format: an image with commands that were settled when the bento was built.
    case v2(ImageOptions)
  }

  /// Every model that the bento needs, each tag once: the bento's own, then those of its services
  /// in order. Of entries with the same tag the last one counts, at the place of the first.
  public var allModels: [ModelEntry] {
    var places: [BentoTag: Int] = [:]
    var all: [ModelEntry] = []
    for entry in models + services.flatMap(\.models) {
      if let place = places[entry.tag] {
        all[place] = entry
      } else {
        places[entry.tag] = all.count
        all.append(entry)
      }
    }
    return all
  }
}
