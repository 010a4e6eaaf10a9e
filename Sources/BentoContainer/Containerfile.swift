public import Bento
public import Containerfile

/// The Containerfile that a build of a bento would use. Nothing is built, and no model is touched.
///
/// - Throws: `ContainerfileError`.
public func containerfile(
  for bento: Bento, options: ContainerfileOptions = ContainerfileOptions(header: true)
) throws -> Containerfile {
  try Containerfile(for: bento, options: options)
}
