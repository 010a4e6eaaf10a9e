/// Where things are in the images, and who owns them.
struct ImageLayout: Sendable {
  var user = "bentoml"
  /// The number of the user, and of the user's group.
  var userID = "1034"
  var home = "/home/bentoml/"
  var bentoPath = "/home/bentoml/bento"
  var virtualEnvironment = "/app/.venv"
  /// What the container runs; nil for the script that is in the bento.
  var ownEntrypoint: String?

  /// Where the service listens.
  let servicePort = 3000
  /// Where the metrics of the gRPC server are.
  var metricsPort = "3001"

  var entrypoint: String { ownEntrypoint ?? "\(bentoPath)/env/docker/entrypoint.sh" }

  /// `COPY` of a path in the context to the same path in the image.
  func copy(_ source: String, to target: String) -> String {
    let words = [source, target]
    // Other characters than these need the form with brackets.
    let isPlain = words.allSatisfy { word in
      word.unicodeScalars.allSatisfy { $0.value > 0x20 && $0 != "\\" && $0 != "[" && $0 != "\"" }
    }
    let paths =
      isPlain
      ? words.joined(separator: " ")
      : "[" + words.map(JSONText.string).joined(separator: ", ") + "]"
    return "COPY --chown=\(user):\(user) \(paths)"
  }
}
