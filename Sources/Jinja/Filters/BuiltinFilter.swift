/// The filters that every template has.
enum BuiltinFilter: String, CaseIterable {
  case abs, attr, batch, capitalize, center, count, d, `default`, dictsort, e, escape
  case filesizeformat, first, float, forceescape, format, groupby, indent, int, items, join, last
  case length, list, lower, map, max, min, pprint, random, reject, rejectattr, replace, reverse
  case round, safe, select, selectattr, slice, sort, string, striptags, sum, title, tojson, trim
  case truncate, unique, upper, urlencode, urlize, wordcount, wordwrap, xmlattr

  /// What it takes beside the value; nil if it takes anything.
  var signature: Signature? {
    switch self {
    case .format, .map, .reject, .rejectattr, .select, .selectattr: nil
    case .attr: Signature(["name"], required: 1)
    case .batch: Signature(["linecount", "fill_with"], required: 1)
    case .center: Signature(["width"], required: 0)
    case .d, .default: Signature(["default_value", "boolean"], required: 0)
    case .dictsort: Signature(["case_sensitive", "by", "reverse"], required: 0)
    case .filesizeformat: Signature(["binary"], required: 0)
    case .float: Signature(["default"], required: 0)
    case .groupby: Signature(["attribute", "default", "case_sensitive"], required: 1)
    case .indent: Signature(["width", "first", "blank"], required: 0)
    case .int: Signature(["default", "base"], required: 0)
    case .join: Signature(["d", "attribute"], required: 0)
    case .max, .min, .unique: Signature(["case_sensitive", "attribute"], required: 0)
    case .replace: Signature(["old", "new", "count"], required: 2)
    case .round: Signature(["precision", "method"], required: 0)
    case .slice: Signature(["slices", "fill_with"], required: 1)
    case .sort: Signature(["reverse", "case_sensitive", "attribute"], required: 0)
    case .sum: Signature(["attribute", "start"], required: 0)
    case .tojson: Signature(["indent"], required: 0)
    case .trim: Signature(["chars"], required: 0)
    case .truncate: Signature(["length", "killwords", "end", "leeway"], required: 0)
    case .urlize:
      Signature(
        ["trim_url_limit", "nofollow", "target", "rel", "extra_schemes"], required: 0)
    case .wordwrap:
      Signature(
        ["width", "break_long_words", "wrapstring", "break_on_hyphens"], required: 0)
    case .xmlattr: Signature(["autospace"], required: 0)
    default: Signature([], required: 0)
    }
  }
}

extension JinjaEnvironment {
  func hasFilter(_ name: String) -> Bool {
    BuiltinFilter(rawValue: name) != nil || filters[name] != nil
  }

  func hasTest(_ name: String) -> Bool { BuiltinTest(name) != nil || tests[name] != nil }
}

extension Interpreter {
  /// Applies the filter of a name.
  func filter(
    _ name: String, _ value: Value, _ arguments: Arguments
  ) throws(JinjaError) -> Value {
    if let function = template.environment.filters[name] {
      var arguments = arguments
      arguments.positional.insert(value, at: 0)
      return try call(function, arguments)
    }
    guard let filter = BuiltinFilter(rawValue: name) else {
      throw error("there is no filter '\(name)'")
    }
    try charge(text: value)
    guard let signature = filter.signature else {
      return try apply(filter, value, arguments)
    }
    return try apply(filter, value, try bind(arguments, signature, of: name))
  }

  /// Filters that take any arguments.
  private func apply(
    _ filter: BuiltinFilter, _ value: Value, _ arguments: Arguments
  ) throws(JinjaError) -> Value {
    switch filter {
    case .format: return try formatFilter(value, arguments)
    case .map: return mapFilter(value, arguments)
    default:
      return selectFilter(
        value, arguments, byAttribute: filter == .selectattr || filter == .rejectattr,
        keeps: filter == .select || filter == .selectattr, name: filter.rawValue)
    }
  }

  private func apply(
    _ filter: BuiltinFilter, _ value: Value, _ values: [Value?]
  ) throws(JinjaError) -> Value {
    switch filter {
    case .d, .default:
      let usesDefault = value.isUndefined || values[1]?.isTrue ?? false && !value.isTrue
      return usesDefault ? values[0] ?? .string("") : value
    case .abs, .float, .int, .round, .filesizeformat, .sum:
      return try applyNumeric(filter, value, values)
    case .attr: return try attrFilter(value, values[0] ?? .none)
    case .random:
      throw error(
        .unsupported, "the filter 'random' is not supported: the same template must give the same")
    case .urlize: throw error(.unsupported, "the filter 'urlize' is not supported")
    case .batch, .slice, .unique, .items, .groupby, .dictsort, .sort, .min, .max, .reverse, .first,
      .last, .list, .length, .count:
      return try applySequence(filter, value, values)
    case .tojson: return .markup(try json(value, indent: values[0] ?? .none))
    case .pprint: return .string(try prettyPrinted(value))
    default: return try applyText(filter, value, values)
    }
  }

  /// `value|attr(name)`: the attribute only, never an element.
  private func attrFilter(_ value: Value, _ name: Value) throws(JinjaError) -> Value {
    guard let text = name.text else { throw error("'attr' needs the name of an attribute") }
    if case .undefined(let undefined) = value {
      if text.hasPrefix("__"), text.hasSuffix("__"), !PythonAttributes.every.contains(text) {
        return .undefined(Undefined("there is no attribute '\(text)'"))
      }
      throw error(undefined)
    }
    return try pythonAttribute(text, of: value)
      ?? .undefined(Undefined("'\(value.typeName)' has no attribute '\(text)'"))
  }
}
