/// Values for the options of a backend. Each option that `Declarations` declares is a property here:
///
/// ```swift
/// var options = Docker.Options()
/// options.buildArg = ["VERSION": "2"]
/// options.noCache = true
/// ```
@dynamicMemberLookup
public struct BackendOptions<Declarations: OptionDeclarations>: Sendable {
  private var values: [String: any Sendable] = [:]

  /// Options that the backend doesn't declare; they reach the builder as they are.
  public var additionalOptions: AdditionalOptions = [:]

  /// No options.
  public init() {}

  /// The value of an option; nil if it isn't given.
  public subscript<Value: Sendable>(
    dynamicMember option: KeyPath<Declarations, BuilderOption<Value>>
  ) -> Value? {
    get { values[Declarations.declared[keyPath: option].name] as? Value }
    set { values[Declarations.declared[keyPath: option].name] = newValue }
  }

  /// Reads options as they are given on the command line.
  ///
  /// - Parameters:
  ///   - given: the options, each name once; those that aren't declared become
  ///     ``additionalOptions``.
  ///   - backend: the backend's name, for messages.
  /// - Throws: ``ContainerError`` of kind `invalidOption`.
  public init(
    _ given: AdditionalOptions, of backend: String
  ) throws(ContainerError) {
    let declared = Dictionary(Declarations.erased.map { ($0.name, $0) }) { first, _ in first }
    for element in given.elements {
      try ReservedOptions.check(element.name)
      guard let option = declared[element.name] else {
        additionalOptions[element.name] = element.value
        continue
      }
      // No value at all is none for an option that takes one.
      if element.value == .texts([]), !option.repeats { continue }
      do {
        values[option.name] = try option.parse(element.value)
      } catch {
        var message = "option \(option.name) of \(backend) \(error.reason)"
        if option.refusal != nil { message += OptionReference.whoHonours(option.name) }
        throw ContainerError(.invalidOption, message)
      }
    }
  }

  /// The options as flags, in the order of their declarations, then the additional ones.
  ///
  /// - Parameter skipped: names of options that the backend spells itself.
  func flags(
    in folder: WorkingFolder, without skipped: Set<String> = []
  ) -> [(flag: String, spelling: FlagSpelling)] {
    var flags: [(flag: String, spelling: FlagSpelling)] = []
    for option in Declarations.erased where !skipped.contains(option.name) {
      guard let value = values[option.name] else { continue }
      flags += option.spell(value, in: folder).map { (option.flag, $0) }
    }
    for element in additionalOptions.elements where !skipped.contains(element.name) {
      let flag = BuilderOption<Never>.flag(of: element.name)
      switch element.value {
      case .flag(true): flags.append((flag, .alone))
      case .flag(false): break
      case .texts(let texts): flags += texts.map { (flag, .separate($0)) }
      }
    }
    return flags
  }

  /// The value of an option by its name; nil if it isn't given or declared.
  func value(_ name: String) -> (any Sendable)? { values[name] }

  /// Sets the value of an option by its name.
  mutating func setValue(_ value: (any Sendable)?, of name: String) { values[name] = value }
}
