import FileTree

/// Which files the daemon may ask for, and those it has asked for and not got yet.
struct RequestedFiles {
  /// Short files are read together, up to this many or this many bytes.
  private static let filesPerReading = 64
  private static let bytesPerReading: Int64 = 256 * 1024

  private let tree: FileTree
  private var batches: [(firstNumber: UInt32, sources: FileSourceTable)] = []
  /// Only the numbers: a daemon asks for many thousand files before it reads the first.
  private var waiting: [UInt32] = []
  private var first = 0

  init(tree: FileTree) { self.tree = tree }

  mutating func add(_ batch: StatBatch) {
    batches.append((batch.firstNumber, batch.sources))
  }

  /// Notes a request; false if there is no such file.
  mutating func request(_ id: UInt32) -> Bool {
    guard sources(with: id)?.contains(id) == true else { return false }
    waiting.append(id)
    return true
  }

  /// The next files to read, in the order they were asked for; nil if none waits.
  mutating func nextReading() -> FileReading? {
    guard first < waiting.count else { return nil }
    var requests: [FileReading.Request] = []
    var bytes: Int64 = 0
    while first < waiting.count, requests.count < Self.filesPerReading, bytes < Self.bytesPerReading
    {
      let id = waiting[first]
      first += 1
      guard let source = sources(with: id)?[id] else { continue }
      requests.append(FileReading.Request(id: id, source: source))
      bytes += source.size
    }
    if first == waiting.count {
      waiting.removeAll(keepingCapacity: true)
      first = 0
    }
    return FileReading(tree: tree, requests: requests)
  }

  private func sources(with id: UInt32) -> FileSourceTable? {
    let after = batches.partitioningIndex { $0.firstNumber > id }
    return after > 0 ? batches[after - 1].sources : nil
  }
}
