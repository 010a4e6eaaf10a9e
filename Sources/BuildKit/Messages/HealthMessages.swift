import CBuildKitProtos

/// The daemon asks whether the session is alive.
package struct HealthCheckRequest: Hashable, Sendable {
  /// A service's name; empty for the session as a whole.
  package var service: String
}

/// How a session is.
package struct HealthCheckResponse: Hashable, Sendable {
  package enum ServingStatus: Hashable, Sendable {
    case serving
    case notServing
  }

  package var status: ServingStatus

  package init(status: ServingStatus) { self.status = status }
}

extension HealthCheckRequest: WireDecodable {
  static var unpack: Unpack<Grpc__Health__V1__HealthCheckRequest> {
    grpc__health__v1__health_check_request__unpack
  }

  init(_ wire: Grpc__Health__V1__HealthCheckRequest) {
    service = wire.service.text
  }
}

extension HealthCheckResponse: WireEncodable {
  static var blank: Blank<Grpc__Health__V1__HealthCheckResponse> {
    grpc__health__v1__health_check_response__init
  }

  func write(to wire: inout Grpc__Health__V1__HealthCheckResponse, in arena: PackingArena) {
    wire.status =
      switch status {
      case .serving: GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__SERVING_STATUS__SERVING
      case .notServing: GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__SERVING_STATUS__NOT_SERVING
      }
  }
}
