import Bytes
import FileTree

/// A part of a tree's listing: finished packets, and where the content of their files is.
struct StatBatch: Sendable {
  let packets: ByteChain
  /// The number of the batch's first entry in the listing.
  let firstNumber: UInt32
  let sources: FileSourceTable
}

/// Walks a tree and makes its listing, batch by batch.
enum StatWalk {
  /// About how long a batch's packets become, in bytes; the first one is short, so that the daemon
  /// has something to do at once.
  private static let batchLength = 64 * 1024
  private static let firstBatchLength = 4 * 1024

  /// The daemon wants nothing more.
  struct Stopped: Error {}

  /// Blocks while it reads folders and while the gate is shut.
  ///
  /// - Parameters:
  ///   - gate: holds a permit for each batch that may be delivered; closed to stop the walk.
  ///   - deliver: takes a batch; the last one ends the listing.
  /// - Throws: ``Stopped``; what the walk of the tree throws.
  static func run(
    _ tree: FileTree, _ filter: WalkFilter, gate: BlockingQueue<Void>,
    deliver: (StatBatch) -> Void
  ) throws {
    var writer = PacketWriter()
    var sources = FileSourceTable()
    var number: UInt32 = 0
    var firstNumber: UInt32 = 0
    var length = firstBatchLength
    func flush() throws {
      guard gate.take() != nil else { throw Stopped() }
      sources.compact()
      deliver(StatBatch(packets: writer.take(), firstNumber: firstNumber, sources: sources))
      sources = FileSourceTable()
      firstNumber = number
      length = batchLength
    }
    try tree.walk(filter) { entry in
      append(entry, to: &writer)
      sources.append(entry, number: number)
      number += 1
      if writer.count >= length { try flush() }
    }
    writer.appendEndOfListing()
    try flush()
  }

  private static func append(_ entry: borrowing TreeEntry, to writer: inout PacketWriter) {
    let stat = entry.stat
    let path = entry.path
    stat.linkName.withUnsafeBytes { linkName in
      writer.appendStat(
        path: path,
        fields: StatFields(
          mode: stat.mode, size: stat.size, modTime: stat.announcedTime,
          devmajor: stat.deviceMajor, devminor: stat.deviceMinor),
        linkname: linkName,
        xattrs: stat.extendedAttributes.map { PacketXattr(name: $0.name, value: $0.value) })
    }
  }
}
