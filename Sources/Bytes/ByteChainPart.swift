extension ByteChain {
  /// A run of this chain, over the same memory.
  ///
  /// - Precondition: the range lies within the chain.
  public func part(from start: Int, count: Int) -> ByteChain {
    precondition(start >= 0 && count >= 0 && start <= self.count - count)
    var part = ByteChain()
    var skipped = 0
    for slice in slices where part.count < count {
      let from = max(start - skipped, 0)
      if from < slice.count {
        part.append(slice.part(from: from, count: min(slice.count - from, count - part.count)))
      }
      skipped += slice.count
    }
    return part
  }
}
