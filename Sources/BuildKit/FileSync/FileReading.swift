import Bytes
import FileTree

/// Files that the daemon has asked for, read step by step: each step reads so much and no more,
/// and the rest waits until there is room for it.
struct FileReading: Sendable {
  /// What a step reads at most, in bytes.
  static let budget = 512 * 1024
  /// The length of a packet of a long file, in bytes.
  private static let packetLength = 128 * 1024

  /// A file asked for, by its number in the listing.
  struct Request: Sendable {
    let id: UInt32
    let source: FileSource
  }

  /// What a step gives.
  struct Progress: Sendable {
    let packets: ByteChain
    /// What is left to read.
    let rest: FileReading?
  }

  private let tree: FileTree
  private var requests: ArraySlice<Request>
  private var open: OpenFile?
  private var offset: Int64 = 0

  init(tree: FileTree, requests: [Request]) {
    self.tree = tree
    self.requests = requests[...]
  }

  /// Reads one step. Blocks for the disk only.
  ///
  /// - Throws: ``FileTreeError`` if a file isn't what the listing said any more.
  func advanced() throws -> Progress {
    var reading = self
    var writer = PacketWriter(blockSize: 4 * 1024)
    var buffer = ReadBuffer(length: Self.packetLength)
    var room = Self.budget
    while room > 0, let request = reading.requests.first {
      let file = try reading.open ?? tree.open(request.source)
      let missing = file.size - reading.offset
      let wanted = Int(min(missing, Int64(Self.packetLength)))
      let data = try buffer.fill(wanted) { memory in
        try file.read(into: memory, at: reading.offset)
      }
      if !data.isEmpty { writer.appendData(id: request.id, data) }
      reading.offset += Int64(data.count)
      room -= max(data.count, 256)
      if Int64(wanted) == missing {
        writer.appendData(id: request.id, ByteSlice([]))
        reading.requests.removeFirst()
        reading.open = nil
        reading.offset = 0
      } else {
        reading.open = file
      }
    }
    let isDone = reading.requests.isEmpty
    return Progress(packets: writer.take(), rest: isDone ? nil : reading)
  }
}

/// Memory for file contents: short files share a block.
private struct ReadBuffer {
  private let length: Int
  private var block: ByteBlock?
  private var filled = 0

  init(length: Int) { self.length = length }

  /// Lets `read` fill up to `count` bytes and returns as many as it says it has.
  mutating func fill(
    _ count: Int, _ read: (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws -> ByteSlice {
    let block: ByteBlock
    if let current = self.block, current.capacity - filled >= count {
      block = current
    } else {
      block = ByteBlock(capacity: max(count, length))
      self.block = block
      filled = 0
    }
    let got = try read(
      UnsafeMutableRawBufferPointer(start: block.base + filled, count: count))
    defer { filled += got }
    return ByteSlice(block, offset: filled, count: got)
  }
}
