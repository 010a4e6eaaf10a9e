/// How much YAML is accepted. A `bento.yaml` has some hundred nodes; locked requirements make its
/// texts long, not its tree.
enum YAMLLimits {
  /// The size of a file, in bytes.
  static let bytes = 16 << 20
  /// How deep sequences and mappings nest.
  static let depth = 100
  /// How many nodes there are when every alias is written out.
  static let nodes = 500_000
}
