extension Resolver {
  func resolve(_ expression: Expression, _ frame: Frame) throws(SyntaxProblem) {
    switch expression {
    case .constant: break
    case .variable(let variable): fill(variable, frame)
    case .tuple(let elements), .list(let elements), .concatenation(let elements, _):
      for element in elements { try resolve(element, frame) }
    case .dictionary(let entries):
      for entry in entries {
        try resolve(entry.key, frame)
        try resolve(entry.value, frame)
      }
    case .attribute(let base, _, _), .unary(_, let base, _), .not(let base):
      try resolve(base, frame)
    case .item(let base, let key, _):
      try resolve(base, frame)
      try resolve(key, frame)
    case .slice(let slice, _):
      for bound in [slice.start, slice.stop, slice.step] {
        if let bound { try resolve(bound, frame) }
      }
    case .call(let callee, let arguments, _):
      try resolve(callee, frame)
      try resolve(arguments, frame)
    case .filter(let use):
      try resolve(use, frame, exists: environment.hasFilter(use.name), "filter")
    case .test(let use): try resolve(use, frame, exists: environment.hasTest(use.name), "test")
    case .binary(_, let left, let right, _), .and(let left, let right), .or(let left, let right):
      try resolve(left, frame)
      try resolve(right, frame)
    case .comparison(let first, let links):
      try resolve(first, frame)
      for link in links { try resolve(link.operand, frame) }
    case .conditional(let test, let then, let otherwise, _):
      let soft = frame.soft()
      try resolve(test, soft)
      try resolve(then, soft)
      if let otherwise { try resolve(otherwise, soft) }
    }
  }

  private func resolve(
    _ use: FilterUse, _ frame: Frame, exists: Bool, _ what: String
  ) throws(SyntaxProblem) {
    guard exists || frame.isSoft else {
      throw SyntaxProblem("there is no \(what) '\(use.name)'", at: use.position)
    }
    if let subject = use.subject { try resolve(subject, frame) }
    try resolve(use.arguments, frame)
  }

  private func resolve(_ arguments: CallArguments, _ frame: Frame) throws(SyntaxProblem) {
    for argument in arguments.positional { try resolve(argument, frame) }
    for argument in arguments.named { try resolve(argument.value, frame) }
    if let spread = arguments.spread { try resolve(spread, frame) }
    if let spread = arguments.namedSpread { try resolve(spread, frame) }
  }
}
