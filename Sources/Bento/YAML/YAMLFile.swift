/// A YAML file whose root is a mapping.
package enum YAMLFile {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: the path of the file.
  ///   - missing: the kind of the error if there is no such file.
  ///   - advice: what that error says.
  package static func fields(
    of path: String, missing: BentoError.Kind, advice: String
  ) throws(BentoError) -> YAMLFields {
    let bytes: [UInt8]
    do throws(File.Failure) {
      bytes = try File.read(path, limit: YAMLLimits.bytes)
    } catch .missing {
      throw BentoError(missing, advice)
    } catch {
      throw BentoError(
        .unreadable, "can't be read: \(error.reason)", at: FileLocation(file: path))
    }
    return try fields(in: bytes, of: path)
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameter path: what errors call the file.
  package static func fields(in bytes: [UInt8], of path: String) throws(BentoError) -> YAMLFields {
    guard let root = try root(in: bytes, of: path) else {
      throw BentoError(
        .invalidField, "expected fields, found an empty file", at: FileLocation(file: path))
    }
    return try YAMLFields(YAMLValue(root, path: "", file: path))
  }

  /// The root of a file's bytes; nil if nothing is in it.
  ///
  /// - Parameter path: what errors call the file.
  package static func root(in bytes: [UInt8], of path: String) throws(BentoError) -> YAMLNode? {
    do throws(YAMLProblem) {
      return try YAMLDocument.root(of: bytes)
    } catch {
      throw BentoError(
        .malformedYAML, error.message,
        at: FileLocation(file: path, line: error.mark.line, column: error.mark.column))
    }
  }
}
