import Testing

@testable import BuildKit

/// Files come as they were announced, once each, in whatever order their content does.
struct AnnouncedFilesTests {
  private static func file(_ number: UInt32) -> AnnouncedFiles.File {
    AnnouncedFiles.File(
      path: Array("folder/file-\(number)".utf8), size: Int64(number) << 20,
      metadata: FileMetadata(
        mode: 0o600 + number % 8, modTime: Int64(number) - 1000,
        xattrs: number % 100 == 0 ? [PacketXattr(name: [1], value: [UInt8(number % 256)])] : []))
  }

  private static func isSame(_ taken: AnnouncedFiles.File?, _ number: UInt32) -> Bool {
    let file = file(number)
    return taken?.path == file.path && taken?.size == file.size
      && taken?.metadata.mode == file.metadata.mode
      && taken?.metadata.modTime == file.metadata.modTime
      && taken?.metadata.xattrs.map(\.value) == file.metadata.xattrs.map(\.value)
  }

  /// Numbers with gaps: folders and links have some too.
  private static let numbers = (0..<2000).map { UInt32($0 * 3 + 1) }

  @Test(arguments: [numbers, numbers.reversed(), numbers.shuffled()])
  func allAreAnnouncedBeforeTheFirstIsTaken(_ order: [UInt32]) {
    var files = AnnouncedFiles()
    for number in Self.numbers { files.append(Self.file(number), id: number) }
    for number in order {
      #expect(files.take(number + 1) == nil)
      #expect(!files.isEmpty)
      #expect(Self.isSame(files.take(number), number))
      #expect(files.take(number) == nil)
    }
    #expect(files.isEmpty)
  }

  @Test(arguments: [1, 2, 511, 512, 513, 1500])
  func someAreAlwaysWaiting(_ ahead: Int) {
    var files = AnnouncedFiles()
    for (index, number) in Self.numbers.enumerated() {
      files.append(Self.file(number), id: number)
      guard index >= ahead else { continue }
      #expect(Self.isSame(files.take(Self.numbers[index - ahead]), Self.numbers[index - ahead]))
    }
    for number in Self.numbers.suffix(ahead) { #expect(Self.isSame(files.take(number), number)) }
    #expect(files.isEmpty)
    #expect(files.take(0) == nil)
  }
}
