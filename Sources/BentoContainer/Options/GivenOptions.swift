/// Options as the command line gives them: `KEY`, `KEY=VALUE` or `KEY:VALUE`, cut at the first of `=`
/// and `:`. In a key, `-` is `_`.
extension AdditionalOptions {
  /// Takes one more. Values of the same key are kept together in their order; a key alone goes
  /// before the values that came earlier, and later values before a key alone.
  public mutating func add(_ text: String) {
    let separator = text.firstIndex { $0 == "=" || $0 == ":" }
    let key = separator.map { text[..<$0] } ?? text[...]
    let name = String(key.map { $0 == "-" ? "_" : $0 })
    guard let separator else {
      self[name] = .flag(true)
      return
    }
    add(String(text[text.index(after: separator)...]), to: name)
  }

  /// Takes one more value of an option.
  public mutating func add(_ value: String, to name: String) {
    if case .texts(let texts) = self[name] {
      self[name] = .texts(texts + [value])
    } else {
      self[name] = .text(value)
    }
  }
}
