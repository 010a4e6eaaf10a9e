/// The variables of a rendering: those given from outside, and what templates set at their top level.
final class Context {
  /// From outside and from the environment; not changed by templates.
  private(set) var parent: [String: Value]
  /// What was set.
  var variables: [String: Value] = [:]
  /// The names of what was set that importers see.
  var exported: Set<String> = []
  /// The blocks by name, those of the outermost child first, each with its template.
  var blocks: [String: [Block]] = [:]
  /// The name of the template.
  let name: String?
  /// The names of the globals that only this template has.
  let ownGlobals: Set<String>

  struct Block {
    let function: BlockFunction
    let template: JinjaTemplate
  }

  init(parent: [String: Value], name: String?, ownGlobals: Set<String>) {
    self.parent = parent
    self.name = name
    self.ownGlobals = ownGlobals
  }

  /// Forgets all variables, which could hold on to the context.
  func tearDown() {
    parent = [:]
    variables = [:]
  }

  func resolve(_ name: String) -> Value? { variables[name] ?? parent[name] }

  func all() -> [String: Value] {
    variables.isEmpty ? parent : parent.merging(variables) { $1 }
  }

  func add(_ functions: [BlockFunction], of template: JinjaTemplate) {
    for function in functions {
      blocks[function.name, default: []].append(Block(function: function, template: template))
    }
  }
}

/// The slots of a function while it runs. Macros that are made in it keep it.
final class Activation {
  var slots: [Value?]
  let parent: Activation?

  init(slots: Int, parent: Activation?) {
    self.slots = Array(repeating: nil, count: slots)
    self.parent = parent
  }

  subscript(slot: Slot) -> Value? {
    get {
      if slot.depth == 0 { return slots[slot.index] }
      return outer(slot.depth).slots[slot.index]
    }
    set {
      if slot.depth == 0 {
        slots[slot.index] = newValue
      } else {
        outer(slot.depth).slots[slot.index] = newValue
      }
    }
  }

  private func outer(_ depth: Int) -> Activation {
    var activation = self
    for _ in 0..<depth {
      if let parent = activation.parent { activation = parent }
    }
    return activation
  }
}
