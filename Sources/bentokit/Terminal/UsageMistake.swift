import BentoContainer
import BuildKit
import Connections
import Containerfile

/// Errors that the one who wrote the command, or set its variables, is to mend, and that are found before
/// anything is built. They end the process as an unknown flag does.
enum UsageMistake {
  static func isOne(_ error: any Error) -> Bool {
    switch error {
    case is CommandMistake, is Endpoint.InvalidAddress, is SSHFailure, is TLSConfigurationError:
      true
    case let error as ContainerfileError: error.kind == .unknownFeature
    case let error as ContainerError:
      switch error.kind {
      case .unknownBackend, .invalidVariable, .invalidOption, .invalidImageName, .unreadableSecret,
        .unwritableOutput, .outputIsTerminal:
        true
      default: false
      }
    default: false
    }
  }
}
