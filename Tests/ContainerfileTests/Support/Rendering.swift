import Bento
import Containerfile

/// The start of every `bento.yaml` in these tests.
let start = "service: s:S\nname: svc\nversion: v1\n"

/// The Containerfile of a bento of the second format.
///
/// - Parameters:
///   - image: what stands below `image`, beside a base image and a Python version.
///   - envs: the variables.
func current(
  image: String = "", envs: String = "[]", _ options: ContainerfileOptions = .init()
) throws -> Containerfile {
  try render(
    """
    spec: 2
    envs: \(envs)
    image: {base_image: 'python:3.11-slim', python_version: '3.11', \(image)}
    """, options)
}

/// The Containerfile of a bento of the first format.
func legacy(
  docker: String = "", envs: String = "[]", more: String = "",
  _ options: ContainerfileOptions = .init()
) throws -> Containerfile {
  try render(
    """
    envs: \(envs)
    docker: {\(docker)}
    \(more)
    """, options)
}

/// The Containerfile of a `bento.yaml`.
func render(_ yaml: String, _ options: ContainerfileOptions = .init()) throws -> Containerfile {
  try Containerfile(for: info(yaml), options: options)
}

/// What a `bento.yaml` says.
func info(_ yaml: String) throws -> BentoInfo {
  var warnings: [BentoWarning] = []
  return try BentoInfo(
    yaml: Array((start + yaml + "\n").utf8), path: "bento.yaml", warnings: &warnings)
}

/// The kind of the error that something throws; nil if it throws none.
func failure<Result>(_ work: () throws -> Result) -> ContainerfileError.Kind? {
  do {
    _ = try work()
    return nil
  } catch let error as ContainerfileError {
    return error.kind
  } catch {
    return nil
  }
}

extension Containerfile {
  /// Its lines without comments and blank ones.
  var lines: [String] {
    text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }

  /// Where a line stands.
  func place(of line: String) -> Int? { lines.firstIndex(of: line) }
}
