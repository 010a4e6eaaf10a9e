import FoundationEssentials

/// One detail of an error. BuildKit sends them as JSON: what Go makes of its generated structs, with
/// names as in their field tags, empty fields left out, bytes in base64.
enum ErrorDetail {
  case vertex(digest: String)
  case source(SourceExcerpt)
  case frontend(BuildErrorDetails.Frontend)
  case capability(String)
  case subrequest(String)
  case exit(Int)
  case solve(FailedOperation?, description: [String: String])

  private static let typePrefix = "github.com/moby/buildkit/"
  private static let typeSuffix = "+json"

  /// Reads a detail; nil for one that is unknown or not what its type says: the message alone still
  /// tells what failed.
  init?(type: String, json: UnsafeBufferPointer<UInt8>) {
    guard type.hasPrefix(Self.typePrefix), type.hasSuffix(Self.typeSuffix) else { return nil }
    let data = Data(json)
    func decoded<T: Decodable>(_ type: T.Type) -> T? { try? JSONDecoder().decode(type, from: data) }
    let name = type.dropFirst(Self.typePrefix.count).dropLast(Self.typeSuffix.count)
    let detail: ErrorDetail? =
      switch name {
      case "errdefs.Vertex": decoded(VertexDetail.self)?.digest.map(Self.vertex)
      case "errdefs.Source": decoded(SourceDetail.self)?.excerpt.map(Self.source)
      case "errdefs.Frontend": decoded(FrontendDetail.self).map { .frontend($0.frontend) }
      case "errdefs.FrontendCap": decoded(NameDetail.self)?.name.map(Self.capability)
      case "errdefs.Subrequest": decoded(NameDetail.self)?.name.map(Self.subrequest)
      case "errdefs.Solve":
        decoded(SolveDetail.self).map {
          .solve($0.operation, description: $0.description ?? [:])
        }
      case "gatewayapi.ExitMessage": (decoded(ExitDetail.self)?.Code).map { .exit(Int($0)) }
      default: nil
      }
    guard let detail else { return nil }
    self = detail
  }
}

private struct VertexDetail: Decodable {
  var digest: String?
}

private struct NameDetail: Decodable {
  var name: String?
}

private struct FrontendDetail: Decodable {
  var name: String?
  var source: String?

  var frontend: BuildErrorDetails.Frontend { .init(name: name ?? "", image: source ?? "") }
}

private struct ExitDetail: Decodable {
  var Code: UInt32?
}

private struct SourceDetail: Decodable {
  var info: SourceInfoJSON?
  var ranges: [SourceRangeJSON]?

  var excerpt: SourceExcerpt? { info?.excerpt(ranges ?? []) }
}
