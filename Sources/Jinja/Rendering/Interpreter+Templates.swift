extension Interpreter {
  // MARK: Finding templates

  /// The template of a name, loaded once.
  func load(named name: String) throws(JinjaError) -> JinjaTemplate {
    let key = LoadedName(family: ObjectIdentifier(template.family), name: ScalarText(text: name))
    if let template = loaded[key] { return template }
    guard loaded.count < limits.templates else {
      throw error(.limit, "more than \(limits.templates) templates are loaded")
    }
    let loader = template.environment.loader
    guard let found = try native({ () in try loader.find(name) }) else {
      throw error(.templateNotFound, "there is no template '\(name)'")
    }
    let new: JinjaTemplate
    switch found {
    case .template(let template): new = template
    case .source(let source):
      try charge(source.utf8.count)
      new = try JinjaTemplate(source: source, name: name, relatedTo: template)
    }
    loaded[key] = new
    return new
  }

  /// The template that a value is or names.
  func template(_ value: Value) throws(JinjaError) -> JinjaTemplate {
    switch value {
    case .object(let object as TemplateObject): return object.template
    case .string(let name), .markup(let name): return try load(named: name)
    case .undefined(let undefined): throw error(undefined)
    case .list, .dict: throw error("a \(value.typeName) names no template")
    default: throw error(.templateNotFound, "there is no template '\(try text(of: value))'")
    }
  }

  /// The first template of several that exists.
  private func firstTemplate(of value: Value) throws(JinjaError) -> JinjaTemplate {
    guard value.isTrue else {
      throw error(.templateNotFound, "there is no template in an empty list")
    }
    let names = try iterator(over: value)
    while let name = try names.next() {
      do {
        return try template(name)
      } catch  where error.kind == .templateNotFound || error.kind == .undefined {
        continue
      }
    }
    throw error(.templateNotFound, "none of the templates \(try representation(of: value)) exists")
  }

  private func templateOrFirst(_ value: Value) throws(JinjaError) -> JinjaTemplate {
    switch value {
    case .string, .markup, .undefined, .object(is TemplateObject): try template(value)
    default: try firstTemplate(of: value)
    }
  }

  // MARK: Statements

  func execute(_ extends: ExtendsStatement, _ run: Run) throws(JinjaError) {
    position = extends.position
    let plan = extends.plan.content
    if plan == .second || plan == .maybeSecond && run.root.parent != nil {
      throw error("a template can extend only one other")
    }
    let value = try evaluate(extends.template, run)
    position = extends.position
    let parent = try template(value)
    run.context.add(parent.code.blocks, of: parent)
    run.root.parent = parent
  }

  func execute(_ include: IncludeStatement, _ run: Run) throws(JinjaError) {
    position = include.position
    let value = try evaluate(include.template, run)
    position = include.position
    let template: JinjaTemplate
    do {
      template = try templateOrFirst(value)
    } catch  where include.ignoresMissing && error.kind == .templateNotFound {
      return
    }
    if include.withContext {
      let parent = run.context.all().merging(values(of: include.locals.content, run)) { $1 }
      try runRoot(of: template, try newContext(for: template, parent: parent))
    } else {
      try write(try sharedModule(of: template).body)
    }
  }

  func execute(_ statement: ImportStatement, _ run: Run) throws(JinjaError) {
    position = statement.position
    let plan = statement.plan.content
    let module = try module(
      statement.template, withContext: statement.withContext, plan.locals, run)
    run.activation[statement.target.slot.content] = .object(module)
    guard plan.isTopLevel else { return }
    run.context.variables[statement.target.name] = .object(module)
    run.context.exported.remove(statement.target.name)
  }

  func execute(_ statement: FromImportStatement, _ run: Run) throws(JinjaError) {
    position = statement.position
    let plan = statement.plan.content
    let module = try module(
      statement.template, withContext: statement.withContext, plan.locals, run)
    for name in statement.names {
      let value =
        module.exported[name.name]
        ?? .undefined(
          Undefined("the template '\(module.name ?? "")' doesn't export '\(name.name)'"))
      run.activation[name.target.slot.content] = value
      guard plan.isTopLevel else { continue }
      run.context.variables[name.target.name] = value
      run.context.exported.remove(name.target.name)
    }
  }

  private func module(
    _ expression: Expression, withContext: Bool, _ locals: [NamedSlot], _ run: Run
  ) throws(JinjaError) -> ModuleObject {
    let position = self.position
    let value = try evaluate(expression, run)
    self.position = position
    let template = try template(value)
    guard withContext else { return try module(of: template, importedBy: run.context) }
    let parent = run.context.all().merging(values(of: locals, run)) { $1 }
    return try newModule(of: template, parent: parent)
  }

  // MARK: Modules

  /// A template that is imported without context: it sees the globals of the one that imports it.
  func module(
    of template: JinjaTemplate, importedBy context: Context
  ) throws(JinjaError) -> ModuleObject {
    let names = context.ownGlobals.subtracting(template.globals.keys)
    guard names.contains(where: { globals[$0] == nil }) else {
      return try sharedModule(of: template)
    }
    var parent = globals
    for (name, value) in template.globals { parent[name] = Value(value) }
    for name in names { parent[name] = context.parent[name] }
    return try newModule(of: template, parent: parent)
  }

  private func sharedModule(of template: JinjaTemplate) throws(JinjaError) -> ModuleObject {
    if let module = modules[ObjectIdentifier(template)] { return module }
    var parent = globals
    for (name, value) in template.globals { parent[name] = Value(value) }
    let module = try newModule(of: template, parent: parent)
    modules[ObjectIdentifier(template)] = module
    return module
  }

  private func newModule(
    of template: JinjaTemplate, parent: [String: Value]
  ) throws(JinjaError) -> ModuleObject {
    let context = try newContext(for: template, parent: parent)
    let body = try capture { (interpreter) throws(JinjaError) in
      try interpreter.runRoot(of: template, context)
    }
    let module = ModuleObject(template.name, body)
    for name in context.exported { module.exported[name] = context.variables[name] }
    keep(module)
    return module
  }
}

/// A name of a template, as it is loaded for certain others.
struct LoadedName: Hashable {
  let family: ObjectIdentifier
  let name: ScalarText
}
