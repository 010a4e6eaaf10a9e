/// The path of where a walk is, in memory that grows and is used again.
final class PathBuffer {
  private var memory = UnsafeMutableRawPointer.allocate(byteCount: 4096, alignment: 1)
  private var capacity = 4096
  /// The length in bytes.
  private(set) var count = 0

  init(_ bytes: [UInt8] = []) {
    bytes.withUnsafeBytes(append)
  }

  deinit { memory.deallocate() }

  /// The bytes, valid until the path changes.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory, count: count) }

  func truncate(to count: Int) {
    self.count = min(count, self.count)
  }

  func append(_ name: UnsafeRawBufferPointer) {
    reserve(name.count)
    if let source = name.baseAddress {
      (memory + count).copyMemory(from: source, byteCount: name.count)
    }
    count += name.count
  }

  func append(_ byte: UInt8) {
    reserve(1)
    memory.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  private func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    capacity = max(count + more, capacity * 2)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 1)
    larger.copyMemory(from: memory, byteCount: count)
    memory.deallocate()
    memory = larger
  }
}
