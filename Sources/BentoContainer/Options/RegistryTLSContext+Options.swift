import BuildKit

extension RegistryTLSContext {
  /// Reads the value of an option.
  ///
  /// - Parameter folder: relative paths are taken from it.
  /// - Throws: ``ContainerError`` of kind `invalidOption`.
  init(_ text: OptionFields, in folder: WorkingFolder) throws(ContainerError) {
    do throws(InvalidSpecification) {
      try self.init(text.resolving(paths: ["ca", "cert", "key"], in: folder).description)
    } catch {
      throw ContainerError(.invalidOption, "\(error)")
    }
  }
}
