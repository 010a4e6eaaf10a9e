import CBuildKitProtos

extension SourcePolicy: WireWritable {
  /// The only version there is.
  static let version: Int64 = 1

  static var blank: Blank<Moby__Buildkit__V1__Sourcepolicy__Policy> {
    moby__buildkit__v1__sourcepolicy__policy__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Sourcepolicy__Policy, in arena: PackingArena) {
    wire.version = Self.version
    (wire.n_rules, wire.rules) = arena.messages(rules)
  }
}

extension SourcePolicy.Rule: WireWritable {
  static var blank: Blank<Moby__Buildkit__V1__Sourcepolicy__Rule> {
    moby__buildkit__v1__sourcepolicy__rule__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Sourcepolicy__Rule, in arena: PackingArena) {
    wire.selector = arena.message(selector)
    switch action {
    case .allow: wire.action = MOBY__BUILDKIT__V1__SOURCEPOLICY__POLICY_ACTION__ALLOW
    case .deny: wire.action = MOBY__BUILDKIT__V1__SOURCEPOLICY__POLICY_ACTION__DENY
    case .convert(let identifier, let attributes):
      wire.action = MOBY__BUILDKIT__V1__SOURCEPOLICY__POLICY_ACTION__CONVERT
      wire.updates = arena.message(PolicyUpdate(identifier: identifier, attributes: attributes))
    }
  }
}

/// What a source is converted to.
private struct PolicyUpdate: WireWritable {
  let identifier: String?
  let attributes: [String: String]

  static var blank: Blank<Moby__Buildkit__V1__Sourcepolicy__Update> {
    moby__buildkit__v1__sourcepolicy__update__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Sourcepolicy__Update, in arena: PackingArena) {
    wire.identifier = arena.text(identifier ?? "")
    (wire.n_attrs, wire.attrs) = arena.map(attributes)
  }
}

extension SourcePolicy.Selector: WireWritable {
  static var blank: Blank<Moby__Buildkit__V1__Sourcepolicy__Selector> {
    moby__buildkit__v1__sourcepolicy__selector__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Sourcepolicy__Selector, in arena: PackingArena) {
    wire.identifier = arena.text(identifier)
    wire.match_type =
      switch match {
      case .wildcard: MOBY__BUILDKIT__V1__SOURCEPOLICY__MATCH_TYPE__WILDCARD
      case .exact: MOBY__BUILDKIT__V1__SOURCEPOLICY__MATCH_TYPE__EXACT
      case .regularExpression: MOBY__BUILDKIT__V1__SOURCEPOLICY__MATCH_TYPE__REGEX
      }
    (wire.n_constraints, wire.constraints) = arena.messages(constraints)
  }
}

extension SourcePolicy.Constraint: WireWritable {
  static var blank: Blank<Moby__Buildkit__V1__Sourcepolicy__AttrConstraint> {
    moby__buildkit__v1__sourcepolicy__attr_constraint__init
  }

  func write(
    to wire: inout Moby__Buildkit__V1__Sourcepolicy__AttrConstraint, in arena: PackingArena
  ) {
    wire.key = arena.text(key)
    wire.value = arena.text(value)
    wire.condition =
      switch condition {
      case .equal: MOBY__BUILDKIT__V1__SOURCEPOLICY__ATTR_MATCH__EQUAL
      case .notEqual: MOBY__BUILDKIT__V1__SOURCEPOLICY__ATTR_MATCH__NOTEQUAL
      case .matches: MOBY__BUILDKIT__V1__SOURCEPOLICY__ATTR_MATCH__MATCHES
      }
  }
}
