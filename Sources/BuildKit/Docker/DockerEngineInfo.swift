public import Connections
import FoundationEssentials

/// What a Docker Engine says of itself (`GET /info`).
public struct DockerEngineInfo: Hashable, Sendable {
  /// Its version, such as `26.1.5`.
  public var version: String
  /// What it stores images with, such as `overlay2`.
  public var storageDriver: String
  /// Whether its images are in containerd's store. Then its BuildKit exports as any other does; else it
  /// knows `moby` for its own store, and `local`, `tar` and none.
  public var usesContainerdStore: Bool

  /// Asks an Engine.
  ///
  /// - Parameters:
  ///   - address: which Engine.
  ///   - tls: instead of what Docker's context or variables say; nil for that.
  ///   - timeout: how long connecting and answering may take.
  /// - Throws: ``BuildError``; `TLSConfigurationError`; `CancellationError`.
  public init(
    of address: DockerAddress, tls: TLSConfiguration? = nil, timeout: Duration = .seconds(10)
  ) async throws {
    let response = try await address.answer(to: "/info", tls: tls, timeout: timeout)
    guard response.status == 200 else { throw BuildError(response, of: address) }
    guard let info = Self(json: response.body) else {
      throw BuildError(.protocolViolation, "what answers at \(address) is no Docker Engine")
    }
    self = info
  }

  /// Reads an Engine's answer; nil if it is none.
  init?(json: [UInt8]) {
    guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(json)) else { return nil }
    version = answer.serverVersion ?? ""
    storageDriver = answer.driver ?? ""
    usesContainerdStore =
      answer.driverStatus?.contains(["driver-type", "io.containerd.snapshotter.v1"]) == true
  }

  /// The part of an Engine's answer that matters here.
  private struct Answer: Decodable {
    var serverVersion: String?
    var driver: String?
    var driverStatus: [[String]]?

    enum CodingKeys: String, CodingKey {
      case serverVersion = "ServerVersion"
      case driver = "Driver"
      case driverStatus = "DriverStatus"
    }
  }
}
