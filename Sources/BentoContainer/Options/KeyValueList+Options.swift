import BuildKit

extension KeyValueList {
  /// Reads the value of an option; keys become lower-case.
  ///
  /// - Parameter what: what the list describes, for messages.
  /// - Throws: ``ContainerError`` of kind `invalidOption`.
  init(_ text: String, what: String) throws(ContainerError) {
    do throws(InvalidSpecification) {
      try self.init(parsing: text, of: what)
    } catch {
      throw ContainerError(.invalidOption, "\(error)")
    }
  }
}
