import BuildKit

extension SSHSpecification {
  /// Reads the value of an option.
  ///
  /// - Parameter folder: relative paths are taken from it.
  /// - Throws: ``ContainerError`` of kind `invalidOption`.
  init(_ text: String, in folder: WorkingFolder) throws(ContainerError) {
    do throws(InvalidSpecification) {
      try self.init(text)
    } catch {
      throw ContainerError(.invalidOption, "\(error)")
    }
    paths = paths.map { folder.absolute($0) }
  }
}
