extension Interpreter {
  func execute(_ loop: ForStatement, _ run: Run) throws(JinjaError) -> Flow {
    position = loop.position
    let sequence = try evaluate(loop.sequence, run)
    position = loop.position
    guard loop.isRecursive else {
      return try iterate(loop, over: sequence, run, outer: run, recursion: nil)
    }
    try write(try recurse(loop, over: sequence, run, depth: 0))
    return .normal
  }

  /// The text of a recursive loop, on one of its levels.
  private func recurse(
    _ loop: ForStatement, over sequence: Value, _ outer: Run, depth: Int
  ) throws(JinjaError) -> String {
    try deeper { () throws(JinjaError) in
      let activation = try activation(
        slots: loop.plan.content.functionSlots, parent: outer.activation)
      let run = Run(outer.context, activation, outer.root)
      let template = self.template
      let recursion = LoopObject.Recursion(depth: depth) {
        (interpreter, sequence) throws(JinjaError) in
        try interpreter.inside(template) { () throws(JinjaError) in
          try interpreter.recurse(loop, over: sequence, outer, depth: depth + 1)
        }
      }
      return try capture { (interpreter) throws(JinjaError) in
        _ = try interpreter.iterate(
          loop, over: sequence, run, outer: outer, recursion: recursion)
      }
    }
  }

  private func iterate(
    _ loop: ForStatement, over sequence: Value, _ run: Run, outer: Run,
    recursion: LoopObject.Recursion?
  ) throws(JinjaError) -> Flow {
    let plan = loop.plan.content
    try checkStack()
    var iterator = try iterator(over: sequence)
    var counted: Value? = sequence
    if let test = loop.test {
      iterator = try filtered(iterator, loop, test, outer)
      counted = nil
    }
    var object: LoopObject?
    if let slot = plan.loopSlot {
      run.activation.slots[slot] = nil
      let new = LoopObject(iterator, over: counted, recursion)
      keep(new)
      object = new
    }
    var isEmpty = true
    while true {
      try step()
      position = loop.position
      guard let element = try object == nil ? iterator.next() : object?.advance() else { break }
      try assign(element, to: loop.target, run.activation)
      if let slot = plan.loopSlot, let object { run.activation.slots[slot] = .object(object) }
      try enter(plan.body, run)
      let flow = try execute(loop.body, run)
      if flow == .breakLoop {
        // The end of the body isn't reached, so this alone doesn't count as an iteration.
        break
      }
      if flow == .normal { isEmpty = false }
    }
    leave(plan.body, run)
    guard isEmpty, !loop.otherwise.isEmpty else { return .normal }
    try enter(plan.otherwise, run)
    let flow = try execute(loop.otherwise, run)
    if flow == .normal { leave(plan.otherwise, run) }
    return flow
  }

  /// The elements that pass the test of a loop, which is a function of its own.
  private func filtered(
    _ elements: ElementIterator, _ loop: ForStatement, _ test: Expression, _ outer: Run
  ) throws(JinjaError) -> ElementIterator {
    let plan = loop.plan.content
    let activation = try activation(slots: plan.testSlots, parent: outer.activation)
    let run = Run(outer.context, activation, outer.root)
    var isEntered = false
    return ElementIterator { () throws(JinjaError) -> Value? in
      if !isEntered {
        isEntered = true
        try self.enter(plan.test, run)
      }
      while let element = try elements.next() {
        try self.step()
        try self.assign(element, to: loop.testTarget, activation)
        if try self.evaluate(test, run).isTrue {
          return self.value(of: loop.testTarget, activation)
        }
      }
      return nil
    }
  }

  /// The value that was assigned to a target.
  private func value(of target: Target, _ activation: Activation) -> Value {
    switch target {
    case .variable(let variable), .namespace(let variable, _):
      activation[variable.slot.content] ?? .none
    case .tuple(let targets, _): .tuple(targets.map { value(of: $0, activation) })
    }
  }
}
