import Bento
import BentoContainer
import BuildKit
import BuildProgress
import Containerfile
import FileTree
import Connections

/// Errors whose descriptions are sentences for users.
protocol Explained {}

/// A failure of a command itself, in one sentence.
struct CommandFailure: Error, Explained, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// What is wrong with the words of a command, or with what they name, in one sentence.
struct CommandMistake: Error, Explained, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension BentoError: Explained {}
extension ContainerError: Explained {}
extension ContainerfileError: Explained {}
extension Endpoint.InvalidAddress: Explained {}
extension ProcessFailure: Explained {}
extension ProgressMode.InvalidVariable: Explained {}
extension FileTreeError: Explained {}
extension SystemFailure: Explained {}
extension TLSConfigurationError: Explained {}
