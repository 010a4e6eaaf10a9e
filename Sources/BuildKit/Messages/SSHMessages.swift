import CBuildKitProtos

/// The daemon asks whether something is forwarded by a name.
package struct CheckAgentRequest: Hashable, Sendable {
  package var id: String
}

extension CheckAgentRequest: WireDecodable {
  static var unpack: Unpack<Moby__Sshforward__V1__CheckAgentRequest> {
    moby__sshforward__v1__check_agent_request__unpack
  }

  init(_ wire: Moby__Sshforward__V1__CheckAgentRequest) {
    id = wire.id.text
  }
}
