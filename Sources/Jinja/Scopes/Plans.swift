// What the resolver finds out about a syntax tree: which slot each variable lives in, and what has
// to happen at the borders of scopes.

/// How a slot gets its first value when a scope is entered.
enum SlotLoad: Sendable {
  /// From the variables of the rendering.
  case resolve(String)
  /// From a slot further out.
  case alias(Slot)
  /// It has none yet.
  case undefined
}

/// What happens when a scope is entered and left.
struct ScopePlan: Sendable {
  var loads: [(slot: Int, load: SlotLoad)] = []
  /// The slots that lose their values at the end.
  var cleared: [Int] = []

  static let empty = ScopePlan()
}

struct NamedSlot: Sendable {
  let name: String
  let slot: Slot
}

/// An assignment at a template's top level, which becomes a variable of the rendering.
struct Export: Sendable {
  let name: String
  let slot: Slot
  /// Whether those who import the template see it.
  let isPublic: Bool
}

enum OutputPlan: Sendable {
  case always
  /// Only while no other template is extended.
  case unlessExtending
  case never
}

struct ForPlan: Sendable {
  /// Whether the body looks at the loop itself.
  var loopSlot: Int?
  var body = ScopePlan.empty
  var otherwise = ScopePlan.empty
  var test = ScopePlan.empty
  /// How many slots the function of the test has.
  var testSlots = 0
  /// How many slots the function of a recursive loop has.
  var functionSlots = 0
}

struct BlockPlacePlan: Sendable {
  var output = OutputPlan.always
  var locals: [NamedSlot] = []
}

struct BlockFunctionPlan: Sendable {
  var slots = 0
  var scope = ScopePlan.empty
  var selfSlot: Int?
  var superSlot: Int?
}

enum ExtendsPlan: Sendable {
  case first
  /// It fails if another `extends` was executed.
  case maybeSecond
  /// Another `extends` was executed for sure.
  case second
}

struct ImportPlan: Sendable {
  var locals: [NamedSlot] = []
  var isTopLevel = false
}

struct MacroPlan: Sendable {
  var slots = 0
  var scope = ScopePlan.empty
  var parameters: [Int] = []
  var callerSlot: Int?
  var namedSlot: Int?
  var positionalSlot: Int?
  /// Whether the body asks for a caller, even if that is one of the parameters.
  var usesCaller = false
}

struct RootPlan: Sendable {
  var slots = 0
  var scope = ScopePlan.empty
  var selfSlot: Int?
}
