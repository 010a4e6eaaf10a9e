extension Interpreter {
  /// Elements in the order of their keys, those with equal keys as they were, by a merge sort: what is
  /// compared can fail.
  func sorted(
    _ elements: [Value], by keys: [Value], isReversed: Bool = false
  ) throws(JinjaError) -> [Value] {
    var order = Array(elements.indices)
    // Python turns the elements around before and after, so that equal ones keep their order.
    if isReversed { order.reverse() }
    try sort(&order, keys)
    if isReversed { order.reverse() }
    return order.map { elements[$0] }
  }

  private func sort(_ order: inout [Int], _ keys: [Value]) throws(JinjaError) {
    try charge(16 * order.count)
    var source = order
    var width = 1
    while width < source.count {
      var merged: [Int] = []
      merged.reserveCapacity(source.count)
      var start = 0
      while start < source.count {
        let middle = min(start + width, source.count)
        let end = min(start + 2 * width, source.count)
        var (left, right) = (start, middle)
        while left < middle || right < end {
          if left < middle, right < end {
            try step()
            if try isLess(keys[source[right]], keys[source[left]]) {
              merged.append(source[right])
              right += 1
            } else {
              merged.append(source[left])
              left += 1
            }
          } else if left < middle {
            merged.append(source[left])
            left += 1
          } else {
            merged.append(source[right])
            right += 1
          }
        }
        start = end
      }
      source = merged
      width *= 2
    }
    order = source
  }
}
