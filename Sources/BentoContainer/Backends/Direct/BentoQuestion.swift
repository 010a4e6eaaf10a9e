public import Bento
public import BuildKit
import Containerfile

/// Asks BuildKit about the Containerfile of a bento, such as what is wrong with it. Nothing is built, and
/// no model is touched.
///
/// - Parameters:
///   - question: what is asked: `.lint`, `.outline`, `.targets`.
///   - bento: the bento. Lines of the answer are those of ``containerfile(for:options:)``.
///   - backend: the daemon to ask.
///   - features: optional features of BentoML to install into the image, such as `grpc`.
/// - Throws: `BentoError`, `ContainerfileError`, ``ContainerError``; `BuildError`, of code
///   `unimplemented` if the daemon's frontend doesn't know the question; `CancellationError`.
public func ask<Value: Sendable>(
  _ question: Subrequest<Value>, about bento: Bento, backend: Buildctl = .buildctl,
  features: [String] = []
) async throws -> SubrequestAnswer<Value> {
  var order = BuildOrder(bento)
  let environment = order.environment
  // Nothing is fetched for a question.
  order.environment = { $0 == "HF_HUB_OFFLINE" ? "1" : environment($0) }
  let containerfile = try Containerfile(
    for: bento, options: ContainerfileOptions(header: true, features: features))
  var request = BuildRequest()
  request.locals = try SolvePlan.locals(order, containerfile)
  request.registryCredentials = backend.registryCredentials
  request.sharedKey = "\(HostName.current):\(bento.tag.name)"
  request.sessionName = "\(bento.tag)"
  let client = try BuildKitClient(
    endpoint: try backend.endpoint ?? BuilderAddress.resolve(), tls: backend.tls)
  return try await client.ask(question, about: request)
}
