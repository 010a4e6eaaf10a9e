import Connections
import Threads

extension RegistryTLSContext {
  /// Reads the files of contexts. What several say of one registry is put together; of its
  /// certificates the last one is shown.
  ///
  /// - Throws: `TLSConfigurationError`, which names the file; `CancellationError`.
  static func configurations(
    _ contexts: [RegistryTLSContext]
  ) async throws -> [String: TLSConfiguration] {
    guard !contexts.isEmpty else { return [:] }
    return try await BlockingWork.run { _ in
      var configurations: [String: TLSConfiguration] = [:]
      for context in contexts {
        let read = try TLSConfiguration.reading(
          certificateAuthority: context.certificateAuthority, certificate: context.certificate,
          key: context.key)
        var whole = configurations[context.host] ?? TLSConfiguration()
        whole.trustsSystem = true
        if let authority = read.certificateAuthority {
          whole.certificateAuthority = (whole.certificateAuthority ?? []) + authority + [0x0a]
        }
        if let chain = read.certificateChain {
          (whole.certificateChain, whole.privateKey) = (chain, read.privateKey)
        }
        if context.isInsecure { whole.verifiesServer = false }
        configurations[context.host] = whole
      }
      return configurations
    }
  }
}
