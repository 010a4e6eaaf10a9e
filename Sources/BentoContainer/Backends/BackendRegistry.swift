import Threads

/// Makes a backend known by its name.
///
/// - Throws: ``ContainerError`` of kind `backendExists` if the name is taken.
public func registerBackend(_ backend: some Backend) throws(ContainerError) {
  try BackendRegistry.add(backend)
}

/// The backend of a name, as it is registered now.
///
/// - Throws: ``ContainerError`` of kind `unknownBackend`, with the names there are.
public func backend(named name: String) throws(ContainerError) -> any Backend {
  if let backend = registeredBackends.first(where: { $0.name == name }) { return backend }
  let names = registeredBackends.map(\.name).joined(separator: ", ")
  throw ContainerError(.unknownBackend, "there is no backend \"\(name)\"; use one of \(names)")
}

/// All backends: the built-in ones in a fixed order, then the others as they were registered.
public var registeredBackends: [any Backend] {
  BackendRegistry.builtIn + BackendRegistry.added.withLock { $0 }
}

enum BackendRegistry {
  static let builtIn: [any Backend] = [
    Docker(), Buildx(), Podman(), Buildah(), Nerdctl(), Buildctl(),
  ]
  fileprivate static let added = Guarded<[any Backend]>([])

  fileprivate static func add(_ backend: any Backend) throws(ContainerError) {
    let isNew = added.withLock { added in
      guard !(builtIn + added).contains(where: { $0.name == backend.name }) else { return false }
      added.append(backend)
      return true
    }
    guard isNew else {
      throw ContainerError(
        .backendExists, "there is a backend \"\(backend.name)\" already; register another name")
    }
  }
}
