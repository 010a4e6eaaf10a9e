import BuildKit

extension DirectOutputs {
  /// The same, where a Docker Engine builds: an image that is not pushed is the Engine's to keep, by a name as
  /// the Engine has it. Its BuildKit calls that `moby`, whatever it stores images with.
  ///
  /// Source: docker/buildx, `build/opt.go` (the driver `docker`).
  func kept(at endpoint: Endpoint) -> DirectOutputs {
    guard endpoint.isEngine else { return self }
    return DirectOutputs(
      outputs.map { output in
        guard case .specified(let image) = output, image.type == .image, !image.isPushed else {
          return output
        }
        return .specified(image.keptByEngine)
      })
  }
}

extension OutputSpecification {
  /// An image as an Engine's BuildKit is asked to keep it.
  var keptByEngine: OutputSpecification {
    var kept = self
    kept.type = .moby
    for attribute in ["push", "unpack"] { kept.attributes[attribute] = nil }
    return kept
  }
}
