/// What bytes are, by the first of them.
package enum ArchiveStart: Equatable {
  /// A tar archive; it may begin with records about a file, and not with the file itself.
  case tar(beginsWithRecords: Bool)
  /// Something compressed, by its method, and the program that unpacks an archive of it.
  case compressed(String, program: String)
  /// None of these.
  case other

  /// How many bytes it takes to tell.
  package static let length = TarHeader.blockSize

  package init(of start: [UInt8]) {
    switch Compression(of: start) {
    case .gzip: self = .compressed("gzip", program: "tar -xzf")
    case .xz: self = .compressed("xz", program: "tar -xJf")
    case .other(let name, let program): self = .compressed(name, program: program)
    case .none:
      let block = Array(start.prefix(Self.length))
      guard block.count == Self.length, let header = try? TarHeader(block) else {
        self = .other
        return
      }
      self = .tar(beginsWithRecords: header.isRecords)
    }
  }
}

extension TarHeader {
  fileprivate var isRecords: Bool {
    switch kind {
    case .extended, .longPath, .longTarget: true
    default: false
    }
  }
}
