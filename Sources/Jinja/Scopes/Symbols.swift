/// The slots of one function: the root of a template, a block, a macro, a recursive loop, the test of
/// a loop.
final class FunctionUnit {
  let parent: FunctionUnit?
  private(set) var slots = 0
  private var indices: [String: Int] = [:]

  init(parent: FunctionUnit?) { self.parent = parent }

  /// The slot of a variable of a scope that is so many scopes deep. Scopes that stand beside each
  /// other share slots, as they do in jinja2's generated code.
  func slot(_ name: String, level: Int) -> Int {
    let key = "\(level) \(name)"
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
  struct Place: Equatable {
    let unit: FunctionUnit
    let index: Int

    static func == (left: Place, right: Place) -> Bool {
      left.unit === right.unit && left.index == right.index
    }
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
  private var places: [String: Place] = [:]
  private(set) var loads: [(place: Place, load: Load)] = []
  private(set) var stores: Set<String> = []

  init(parent: Symbols?, unit: FunctionUnit) {
    self.parent = parent
    self.unit = unit
    level = parent.map { $0.level + 1 } ?? 0
  }

  /// A copy, for one branch of a condition.
  func copy() -> Symbols {
    let copy = Symbols(parent: parent, unit: unit)
    copy.places = places
    copy.loads = loads
    copy.stores = stores
    return copy
  }

  func find(_ name: String) -> Place? {
    var symbols: Symbols? = self
    while let here = symbols {
      if let place = here.places[name] { return place }
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
    if let index = loads.firstIndex(where: { $0.place == place }) {
      loads[index].load = load
    } else {
      loads.append((place, load))
    }
  }

  func store(_ name: String) {
    stores.insert(name)
    guard places[name] == nil else { return }
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
    for branch in branches { assigned.formUnion(branch.stores) }
    assigned.subtract(stores)
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
      symbols = here.parent
    }
    return found
  }
}
