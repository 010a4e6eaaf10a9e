/// Where in a template the resolver is: the scope and what kind it is of.
struct Frame {
  var symbols: Symbols
  /// Whether output has to be checked, because this template may extend another one.
  var checksOutput = false
  /// At the top level, conditions included.
  var isTopLevel = false
  /// At the top level and in no condition.
  var isRootLevel = false
  /// In a condition, where unknown filters only matter when they are reached.
  var isSoft = false
  /// In a loop of the same function, where 'break' and 'continue' may stand.
  var isInLoop = false

  var unit: FunctionUnit { symbols.unit }

  /// A scope in this one, in the same function or in one of its own.
  func inner(unit: FunctionUnit? = nil) -> Frame {
    Frame(
      symbols: Symbols(parent: symbols, unit: unit ?? symbols.unit), checksOutput: checksOutput,
      isInLoop: unit == nil && isInLoop)
  }

  /// The same scope in a condition.
  func soft() -> Frame {
    var frame = self
    frame.symbols = symbols.branch()
    frame.isRootLevel = false
    frame.isSoft = true
    return frame
  }

  func slot(_ place: Symbols.Place) -> Slot {
    var depth = 0
    var unit = self.unit
    while unit !== place.unit, let parent = unit.parent {
      unit = parent
      depth += 1
    }
    return Slot(depth: depth, index: place.index)
  }

  func slot(of name: String) -> Slot { symbols.find(name).map(slot) ?? .unresolved }

  /// What happens when this scope is entered and left.
  func plan() -> ScopePlan {
    var plan = ScopePlan()
    for (place, load) in symbols.loads {
      switch load {
      case .parameter: break
      case .resolve(let name): plan.loads.append((place.index, .resolve(name)))
      case .alias(let outer): plan.loads.append((place.index, .alias(slot(outer))))
      case .undefined: plan.loads.append((place.index, .undefined))
      }
      plan.cleared.append(place.index)
    }
    return plan
  }

  /// The variables that a template gets which is included or imported with context.
  func locals() -> [NamedSlot] {
    symbols.assigned().map { NamedSlot(name: $0.name, slot: slot($0.place)) }
  }
}
