/// Names that are no options of a builder, though they might be taken for some.
enum ReservedOptions {
  private static let instead = [
    "": "has no name; write --opt KEY=VALUE",
    "backend": "is none of a builder's; use --backend",
    "features": "is none of a builder's; use --enable-features",
    "image_tag": "is none of a builder's; use --image-tag",
    "bento_tag": "is none of a builder's; the bento is the command's argument",
    "_run_as_root": "is none of a builder's; use --run-as-root",
  ]

  static func check(_ name: String) throws(ContainerError) {
    guard let reason = instead[name] else { return }
    throw ContainerError(
      .invalidOption, name.isEmpty ? "an option \(reason)" : "option \(name) \(reason)")
  }
}
