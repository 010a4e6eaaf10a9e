/// The slots of one function: the root of a template, a block, a macro, a recursive loop, the test of
/// a loop.
final class FunctionUnit {
  private struct Key: Hashable {
    let level: Int
    let name: String
  }

  let parent: FunctionUnit?
  private(set) var slots = 0
  private var indices: [Key: Int] = [:]

  init(parent: FunctionUnit?) { self.parent = parent }

  /// The slot of a variable of a scope that is so many scopes deep. Scopes that stand beside each
  /// other share slots, as they do in jinja2's generated code.
  func slot(_ name: String, level: Int) -> Int {
    let key = Key(level: level, name: name)
    if let index = indices[key] { return index }
    indices[key] = slots
    slots += 1
    return slots - 1
  }
}

/// The variables of one scope, as jinja2's compiler sees them: a name that is only read comes from
/// further out or from the variables of the rendering; a name that is assigned belongs to the scope
/// from its beginning.
final class Symbols {
  /// A slot of a certain function.
  struct Place {
    let unit: FunctionUnit
    let index: Int
  }

  enum Load {
    case parameter
    case resolve(String)
    case alias(Place)
    case undefined
  }

  let level: Int
  let parent: Symbols?
  let unit: FunctionUnit
  /// The scope that this is a branch of: it has all that the scope has, and what is added here.
  private let trunk: Symbols?
  private var places: [String: Place] = [:]
  /// How the slots of the scope get their first values, in order.
  private(set) var loads: [(place: Place, load: Load)] = []
  private var loadIndices: [Int: Int] = [:]
  private var stores: Set<String> = []

  init(parent: Symbols?, unit: FunctionUnit) {
    self.parent = parent
    self.unit = unit
    level = parent.map { $0.level + 1 } ?? 0
    trunk = nil
  }

  private init(branchOf trunk: Symbols) {
    parent = trunk.parent
    unit = trunk.unit
    level = trunk.level
    self.trunk = trunk
  }

  /// The scope in one branch of a condition.
  func branch() -> Symbols { Symbols(branchOf: self) }

  private func own(_ name: String) -> Place? {
    var symbols: Symbols? = self
    while let here = symbols {
      if let place = here.places[name] { return place }
      symbols = here.trunk
    }
    return nil
  }

  private func assigns(_ name: String) -> Bool {
    stores.contains(name) || trunk?.assigns(name) ?? false
  }

  func find(_ name: String) -> Place? {
    var symbols: Symbols? = self
    while let here = symbols {
      if let place = here.own(name) { return place }
      symbols = here.parent
    }
    return nil
  }

  @discardableResult
  private func define(_ name: String, _ load: Load) -> Place {
    let place = Place(unit: unit, index: unit.slot(name, level: level))
    places[name] = place
    setLoad(place, load)
    return place
  }

  private func setLoad(_ place: Place, _ load: Load) {
    if let index = loadIndices[place.index] {
      loads[index].load = load
    } else {
      loadIndices[place.index] = loads.count
      loads.append((place, load))
    }
  }

  func store(_ name: String) {
    stores.insert(name)
    guard own(name) == nil else { return }
    if let outer = parent?.find(name) {
      define(name, .alias(outer))
    } else {
      define(name, .undefined)
    }
  }

  @discardableResult
  func declareParameter(_ name: String) -> Place {
    stores.insert(name)
    return define(name, .parameter)
  }

  func load(_ name: String) {
    if find(name) == nil { define(name, .resolve(name)) }
  }

  /// Takes over what the branches of a condition do.
  func merge(_ branches: [Symbols]) {
    var assigned: Set<String> = []
    for branch in branches {
      for name in branch.stores where !assigns(name) { assigned.insert(name) }
    }
    for branch in branches {
      places.merge(branch.places) { $1 }
      for (place, load) in branch.loads { setLoad(place, load) }
      stores.formUnion(branch.stores)
    }
    for name in assigned.sorted() {
      guard let place = find(name) else { continue }
      if let outer = parent?.find(name) {
        setLoad(place, .alias(outer))
      } else {
        setLoad(place, .resolve(name))
      }
    }
  }

  /// Every name that is assigned here or further out, with where it is.
  func assigned() -> [(name: String, place: Place)] {
    var found: [(name: String, place: Place)] = []
    var seen: Set<String> = []
    var symbols: Symbols? = self
    while let here = symbols {
      for name in here.stores.sorted() where seen.insert(name).inserted {
        if let place = find(name) { found.append((name, place)) }
      }
      symbols = here.trunk ?? here.parent
    }
    return found
  }
}
