/// A place in a YAML text, counted from 1.
package struct YAMLMark: Sendable, Hashable {
  package let line: Int
  package let column: Int
}

/// A piece of a YAML document, with aliases followed, merge keys merged and scalars understood.
package struct YAMLNode: Sendable {
  /// What a node holds.
  package enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    /// Every key once, in the order of first mention.
    case mapping([YAMLEntry])
  }

  package let content: Content
  /// Where the node begins; for an alias, where what it stands for begins.
  package let mark: YAMLMark
  /// How many nodes there are in it, itself included and each alias counted in full.
  let weight: Int
}

/// One key of a mapping, and its value.
package struct YAMLEntry: Sendable {
  package let key: YAMLScalar
  package let keyMark: YAMLMark
  package let value: YAMLNode
}
