extension Resolver {
  mutating func resolve(_ loop: ForStatement, _ frame: Frame) throws(SyntaxProblem) {
    var plan = ForPlan()
    // A recursive loop is a function of its own.
    let unit = loop.isRecursive ? FunctionUnit(parent: frame.unit) : nil
    var body = frame.inner(unit: unit)
    body.isInLoop = true
    let seesLoop =
      loop.isRecursive || loop.holdsScopedBlock
      || !undeclared(["loop"], in: { $0.statements(loop.body) }).isEmpty
    if seesLoop { plan.loopSlot = body.symbols.declareParameter("loop").index }
    body.symbols.analyzeParameters(loop.target)
    body.symbols.analyze(loop.body)
    plan.body = body.plan()

    var otherwise = frame.inner(unit: unit)
    otherwise.isInLoop = unit == nil && frame.isInLoop
    otherwise.symbols.analyze(loop.otherwise)
    plan.otherwise = otherwise.plan()

    try refuseAssignmentsToLoop(loop)
    if let test = loop.test {
      let testUnit = FunctionUnit(parent: frame.unit)
      let testFrame = frame.inner(unit: testUnit)
      testFrame.symbols.analyzeParameters(loop.testTarget)
      testFrame.symbols.analyze(test)
      plan.test = testFrame.plan()
      fill(loop.testTarget, testFrame)
      try resolve(test, testFrame)
      plan.testSlots = testUnit.slots
    }
    fill(loop.target, body)
    try resolve(loop.sequence, frame)
    try resolve(loop.body, body)
    try resolve(loop.otherwise, otherwise)
    plan.functionSlots = unit?.slots ?? 0
    loop.plan.fill(plan)
  }

  private func refuseAssignmentsToLoop(_ loop: ForStatement) throws(SyntaxProblem) {
    var found: Variable?
    var visitor = NameVisitor(visit: { variable, use in
      guard use == .store, variable.name == "loop" else { return false }
      found = variable
      return true
    })
    visitor.entersBlocks = true
    if visitor.statements([.loop(loop)]), let found {
      throw SyntaxProblem("'loop' can't be assigned to in a loop", at: found.position)
    }
  }
}
