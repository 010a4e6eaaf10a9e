import Bytes

/// Slices that wait to be sent on one stream, taken from the front by any length.
struct SendQueue {
  private var slices: [ByteSlice] = []
  private var first = 0
  /// The bytes that wait.
  private(set) var count = 0

  mutating func append(_ chain: ByteChain) {
    slices.append(contentsOf: chain.slices)
    count += chain.count
  }

  /// Moves `length` bytes from the front to an output.
  mutating func move(_ length: Int, to output: inout OutputBuilder) {
    var missing = min(length, count)
    count -= missing
    while missing > 0 {
      let slice = slices[first]
      if slice.count <= missing {
        output.append(slice)
        missing -= slice.count
        first += 1
      } else {
        output.append(slice.part(from: 0, count: missing))
        slices[first] = slice.part(from: missing, count: slice.count - missing)
        missing = 0
      }
    }
    if first == slices.count {
      slices.removeAll(keepingCapacity: true)
      first = 0
    } else if first >= 64 {
      slices.removeFirst(first)
      first = 0
    }
  }

  mutating func removeAll() {
    self = SendQueue()
  }
}
