import Bento
import BentoContainer
import BuildKit
import Containerfile
import FileTree
import Connections

/// Errors whose descriptions are sentences for users.
protocol Explained {}

extension BentoError: Explained {}
extension ContainerError: Explained {}
extension ContainerfileError: Explained {}
extension Endpoint.InvalidAddress: Explained {}
extension ProcessFailure: Explained {}
extension FileTreeError: Explained {}
extension SystemFailure: Explained {}
extension TLSConfigurationError: Explained {}
