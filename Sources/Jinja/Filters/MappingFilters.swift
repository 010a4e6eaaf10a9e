extension Interpreter {
  /// `map`: an attribute of every element, or a filter applied to it.
  func mapFilter(_ value: Value, _ arguments: Arguments) -> Value {
    lazily("sync_do_map", over: value) { () throws(JinjaError) -> ElementChange in
      if arguments.positional.isEmpty, let attribute = arguments.named("attribute") {
        for (name, _) in arguments.named where name != "attribute" && name != "default" {
          throw self.error("'map' has no argument '\(name)'")
        }
        let standard = arguments.named("default").flatMap { $0.isNone ? nil : $0 }
        let path = try AttributePath(attribute, default: standard, self)
        return { (element) throws(JinjaError) in try path.value(of: element, self) }
      }
      guard let first = arguments.positional.first else {
        throw self.error("'map' needs the name of a filter or an attribute")
      }
      guard let name = first.text else {
        throw self.error("there is no filter \(try self.representation(of: first))")
      }
      var rest = arguments
      rest.positional.removeFirst()
      return { (element) throws(JinjaError) in try self.filter(name, element, rest) }
    }
  }

  /// `select` and its kin: the elements that pass a test, or don't.
  func selectFilter(
    _ value: Value, _ arguments: Arguments, byAttribute: Bool, keeps: Bool, name: String
  ) -> Value {
    lazily("select_or_reject", over: value) { () throws(JinjaError) -> ElementChange in
      var rest = arguments
      var path: AttributePath?
      if byAttribute {
        guard !rest.positional.isEmpty else {
          throw self.error("'\(name)' needs the name of an attribute")
        }
        path = try AttributePath(rest.positional.removeFirst(), self)
      }
      let test = rest.positional.isEmpty ? nil : rest.positional.removeFirst()
      return { (element) throws(JinjaError) in
        let subject = try path?.value(of: element, self) ?? element
        let passes: Bool
        if let test {
          guard let name = test.text else {
            throw self.error("there is no test \(try self.representation(of: test))")
          }
          passes = try self.test(name, subject, rest)
        } else {
          passes = subject.isTrue
        }
        return passes == keeps ? element : nil
      }
    }
  }

  /// Makes something of an element, or nil to leave it out.
  private typealias ElementChange = (Value) throws(JinjaError) -> Value?

  /// A generator over what becomes of the elements. The change is prepared when the first one is asked
  /// for.
  private func lazily(
    _ name: String, over value: Value, _ prepare: @escaping () throws(JinjaError) -> ElementChange
  ) -> Value {
    var started: (elements: ElementIterator, change: ElementChange)?
    return .object(
      IteratorObject(generator: name, over: value) { () throws(JinjaError) -> Value? in
        let running: (elements: ElementIterator, change: ElementChange)
        if let known = started {
          running = known
        } else {
          guard value.isTrue else { return nil }
          let change = try prepare()
          running = (try self.iterator(over: value), change)
          started = running
        }
        while let element = try running.elements.next() {
          try self.step()
          if let result = try running.change(element) { return result }
        }
        return nil
      })
  }
}
