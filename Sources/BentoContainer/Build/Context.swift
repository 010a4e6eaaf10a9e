public import Bento
import Containerfile
public import FileTree

/// The build context of a bento: what a direct build lets the builder read, and what the programs get
/// as a folder. No content is read, nothing is copied, and no model is fetched.
///
/// - Parameters:
///   - bento: the bento.
///   - models: where the models of BentoML's registry are; nil for the store of `BENTOML_HOME`.
/// - Throws: `BentoError`, `ContainerfileError`, `FileTreeError`.
public func context(of bento: Bento, models: ModelStore? = nil) throws -> FileTree {
  var order = BuildOrder(bento)
  order.modelStore = models
  return try order.context(with: containerfile(for: bento))
}
