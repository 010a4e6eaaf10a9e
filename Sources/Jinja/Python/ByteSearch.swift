/// Finds bytes in bytes. The time grows with the sum of both lengths, whatever they hold.
struct ByteSearch {
  private let needle: [UInt8]
  /// For every prefix of the needle the longest shorter prefix that it ends with.
  private let fallbacks: [Int]

  init(_ needle: [UInt8]) {
    self.needle = needle
    var fallbacks = [0]
    var length = 0
    for index in needle.indices.dropFirst() {
      while length > 0, needle[index] != needle[length] { length = fallbacks[length - 1] }
      if needle[index] == needle[length] { length += 1 }
      fallbacks.append(length)
    }
    self.fallbacks = fallbacks
  }

  /// Where the needle, which isn't empty, begins first from an offset on.
  func first(in haystack: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var length = 0
    var index = start
    while index < haystack.count {
      while length > 0, haystack[index] != needle[length] { length = fallbacks[length - 1] }
      if haystack[index] == needle[length] { length += 1 }
      index += 1
      if length == needle.count { return index - length }
    }
    return nil
  }
}
