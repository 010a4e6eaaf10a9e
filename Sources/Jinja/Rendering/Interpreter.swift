/// Renders one template once.
///
/// It holds what the rendering has come to: the place in the templates, what has been written, and how
/// much of the limits is used up.
final class Interpreter {
  let environment: JinjaEnvironment
  let limits: JinjaLimits
  private let root: JinjaTemplate

  /// The template and the place that are executed, for errors.
  var template: JinjaTemplate
  var position = Position.start

  // MARK: What is used up

  private(set) var steps = 0
  private(set) var work = 0
  var callDepth = 0
  private let stack = StackGuard()

  // MARK: Output

  /// What is written now: a template's output, or that of a macro, a filter block and so on.
  private var buffer = ""

  // MARK: What lives as long as the rendering

  /// Templates that were loaded, by name.
  var loaded: [LoadedName: JinjaTemplate] = [:]
  /// Templates that were imported without context.
  var modules: [ObjectIdentifier: ModuleObject] = [:]
  private var toTearDown: [Object] = []
  private var activations: [Activation] = []
  private var contexts: [Context] = []
  private var changedLists: [ListObject] = []
  private var changedDicts: [DictObject] = []
  /// The environment's globals and the built-in ones.
  lazy var globals = Self.globals(of: environment)

  init(_ template: JinjaTemplate) {
    root = template
    self.template = template
    environment = template.environment
    limits = template.environment.limits
  }

  func render(_ variables: [String: JinjaValue]) throws(JinjaError) -> String {
    var parent = globals
    for (name, value) in root.globals { parent[name] = Value(value) }
    for (name, value) in variables { parent[name] = Value(value) }
    let context = try newContext(for: root, parent: parent)
    return try capture { (interpreter) throws(JinjaError) in
      try interpreter.runRoot(of: interpreter.root, context)
    }
  }

  /// Breaks the cycles that lists, namespaces, macros and so on can be in, so that the memory is freed.
  func tearDown() {
    for object in toTearDown { object.tearDown() }
    for activation in activations { activation.slots = [] }
    for context in contexts { context.tearDown() }
    for list in changedLists { list.elements = [] }
    for dict in changedDicts { dict.removeAll() }
    modules = [:]
  }

  func keep(_ object: Object) { toTearDown.append(object) }

  func keep(_ activation: Activation) { activations.append(activation) }

  func keep(_ context: Context) { contexts.append(context) }

  func keep(_ list: ListObject) { changedLists.append(list) }

  func keep(_ dict: DictObject) { changedDicts.append(dict) }

  // MARK: Errors

  /// An error at the place that is executed.
  func error(_ kind: JinjaError.Kind, _ message: String) -> JinjaError {
    JinjaError(
      kind, message, template: template.name, line: Int(position.line),
      column: Int(position.column))
  }

  func error(_ message: String) -> JinjaError { error(.runtime, message) }

  /// The error that something undefined was used.
  func error(_ undefined: Undefined) -> JinjaError {
    error(undefined.isForbidden ? .security : .undefined, undefined.message)
  }

  // MARK: Limits

  /// Counts steps of the execution.
  func step(_ count: Int = 1) throws(JinjaError) {
    steps += count
    if steps > limits.steps {
      throw error(.limit, "the template takes more than \(limits.steps) steps")
    }
  }

  /// Counts bytes that are made or looked through.
  func charge(_ bytes: Int) throws(JinjaError) {
    let (sum, overflow) = work.addingReportingOverflow(max(bytes, 0))
    work = overflow ? Int.max : sum
    if work > limits.work {
      throw error(.limit, "the template makes more than \(limits.work) bytes")
    }
  }

  /// Counts the bytes of something that is made several times.
  func charge(_ bytes: Int, times count: Int) throws(JinjaError) {
    let (product, overflow) = max(bytes, 1).multipliedReportingOverflow(by: max(count, 0))
    try charge(overflow ? Int.max : product)
  }

  /// Counts the bytes of a text that is looked through; nothing for other values.
  func charge(text value: Value) throws(JinjaError) {
    if let text = value.text { try charge(text.utf8.count) }
  }

  /// Slots for a function that is called.
  func activation(slots: Int, parent: Activation?) throws(JinjaError) -> Activation {
    try charge(16 * slots)
    return Activation(slots: slots, parent: parent)
  }

  /// Makes sure that there is room to go deeper.
  func checkStack() throws(JinjaError) {
    if !stack.hasRoom { throw error(.limit, "the template is nested too deep") }
  }

  /// Runs something that templates could repeat in itself without end.
  func deeper<Result>(
    _ run: () throws(JinjaError) -> Result
  ) throws(JinjaError) -> Result {
    callDepth += 1
    defer { callDepth -= 1 }
    guard callDepth <= limits.callDepth else {
      throw error(.limit, "macros, blocks or includes are nested deeper than \(limits.callDepth)")
    }
    try checkStack()
    return try run()
  }

  // MARK: Writing

  func write(_ text: String) throws(JinjaError) {
    guard buffer.utf8.count + text.utf8.count <= limits.outputBytes else {
      throw error(.limit, "the output is larger than \(limits.outputBytes) bytes")
    }
    buffer += text
  }

  /// What is written while something runs.
  func capture(
    _ run: (Interpreter) throws(JinjaError) -> Void
  ) throws(JinjaError) -> String {
    let outer = buffer
    buffer = ""
    defer { buffer = outer }
    try run(self)
    try charge(buffer.utf8.count)
    return buffer
  }

  /// Runs something in the text of another template.
  func inside<Result>(
    _ template: JinjaTemplate, _ run: () throws(JinjaError) -> Result
  ) throws(JinjaError) -> Result {
    let (outer, outerPosition) = (self.template, position)
    self.template = template
    let result = try run()
    self.template = outer
    position = outerPosition
    return result
  }
}
