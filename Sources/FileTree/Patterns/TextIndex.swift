/// Finds which of many texts occur in a path, in one pass over it (Aho and Corasick's automaton).
struct TextIndex: Sendable {
  private struct Node: Sendable {
    let byte: UInt8
    var firstChild: UInt32 = 0
    var nextSibling: UInt32 = 0
    /// The node of the longest end of this text that begins another one.
    var fallback: UInt32 = 0
    /// The nearest node on the way of fallbacks where a text ends; 0 when there is none.
    var nextEnd: UInt32 = 0
    /// Where the numbers of the texts that end here begin in the list, 0 when there are none.
    var end: UInt32 = 0
  }

  private var nodes = [Node(byte: 0)]
  /// The children of the first node, by their byte.
  private var roots = [UInt32](repeating: 0, count: 256)
  /// Linked lists of numbers; the first element is unused.
  private var ends: [(number: UInt32, next: UInt32)] = [(0, 0)]
  /// The numbers of the empty texts, which occur in everything.
  private(set) var always: [UInt32] = []

  /// An index of texts under their positions.
  init(_ texts: some Sequence<[UInt8]>) {
    for (number, text) in texts.enumerated() {
      if text.isEmpty {
        always.append(UInt32(number))
      } else {
        insert(text, UInt32(number))
      }
    }
    connect()
  }

  private mutating func insert(_ text: [UInt8], _ number: UInt32) {
    var node: UInt32 = 0
    for byte in text {
      var child = self.child(of: node, byte)
      if child == 0 {
        child = UInt32(nodes.count)
        var new = Node(byte: byte)
        new.nextSibling = nodes[Int(node)].firstChild
        nodes.append(new)
        nodes[Int(node)].firstChild = child
        if node == 0 { roots[Int(byte)] = child }
      }
      node = child
    }
    ends.append((number, nodes[Int(node)].end))
    nodes[Int(node)].end = UInt32(ends.count - 1)
  }

  private func child(of node: UInt32, _ byte: UInt8) -> UInt32 {
    if node == 0 { return roots[Int(byte)] }
    var child = nodes[Int(node)].firstChild
    while child != 0, nodes[Int(child)].byte != byte { child = nodes[Int(child)].nextSibling }
    return child
  }

  /// Sets the fallbacks, level by level.
  private mutating func connect() {
    var queue: [UInt32] = [0]
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      var child = nodes[Int(node)].firstChild
      while child != 0 {
        let fallback = node == 0 ? 0 : follow(nodes[Int(node)].fallback, nodes[Int(child)].byte)
        nodes[Int(child)].fallback = fallback
        nodes[Int(child)].nextEnd =
          nodes[Int(fallback)].end != 0 ? fallback : nodes[Int(fallback)].nextEnd
        queue.append(child)
        child = nodes[Int(child)].nextSibling
      }
    }
  }

  private func follow(_ start: UInt32, _ byte: UInt8) -> UInt32 {
    var node = start
    while true {
      let child = self.child(of: node, byte)
      if child != 0 || node == 0 { return child }
      node = nodes[Int(node)].fallback
    }
  }

  /// Calls `found` with the number of each text that occurs, once for each place where it ends.
  func search(_ path: UnsafeRawBufferPointer, _ found: (UInt32) -> Void) {
    var node: UInt32 = 0
    for byte in path {
      node = follow(node, byte)
      if node == 0 { continue }
      var place = node
      while place != 0 {
        var end = nodes[Int(place)].end
        while end != 0 {
          found(ends[Int(end)].number)
          end = ends[Int(end)].next
        }
        place = nodes[Int(place)].nextEnd
      }
    }
  }
}
