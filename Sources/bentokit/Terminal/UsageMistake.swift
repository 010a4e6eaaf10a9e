import BentoContainer
import BuildKit
import Containerfile

/// Errors that the one who wrote the command, or set its variables, is to mend. They end the process
/// as an unknown flag does.
enum UsageMistake {
  static func isOne(_ error: any Error) -> Bool {
    switch error {
    case is Endpoint.InvalidAddress: true
    case let error as ContainerfileError: error.kind == .unknownFeature
    case let error as ContainerError:
      switch error.kind {
      case .unknownBackend, .invalidVariable, .invalidOption, .invalidImageName, .unwritableOutput:
        true
      default: false
      }
    default: false
    }
  }
}
