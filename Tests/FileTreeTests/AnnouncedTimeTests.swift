import Glibc
import Testing

@testable import FileTree

@Suite struct AnnouncedTimeTests {
  private let folder = TemporaryFolder()

  private func setTime(_ name: String, _ seconds: Int, _ nanoseconds: Int = 0) {
    let time = timespec(tv_sec: seconds, tv_nsec: nanoseconds)
    utimensat(AT_FDCWD, folder.at(name), [time, time], 0)
  }

  private func stats() throws -> [String: FileStat] {
    var tree = FileTree()
    try tree.addFolder(folder.path)
    return Dictionary(uniqueKeysWithValues: try tree.entries().map { ($0.name, $0.stat) })
  }

  @Test func twoFilesOfOneLengthAndTimeAreAnnouncedApart() throws {
    for name in ["a", "b"] {
      folder.write(name, "\(name)")
      setTime(name, 1_600_000_000)
    }
    let stats = try stats()
    #expect(stats["a"]?.modificationTime == stats["b"]?.modificationTime)
    #expect(stats["a"]?.announcedTime != stats["b"]?.announcedTime)
  }

  @Test func aFileGivenItsOldTimeBackIsAnnouncedAnew() throws {
    folder.write("a", "1")
    setTime("a", 1_600_000_000)
    let before = try stats()["a"]
    usleep(20_000)
    folder.write("a", "2")
    setTime("a", 1_600_000_000)
    let after = try stats()["a"]
    #expect(after?.modificationTime == before?.modificationTime)
    #expect(after?.announcedTime != before?.announcedTime)
  }

  @Test func aFileLeftAloneIsAnnouncedTheSame() throws {
    folder.write("a", "1")
    let before = try stats()["a"]
    #expect(try stats()["a"] == before)
  }

  @Test(arguments: [(1_600_000_000, 0), (1_600_000_000, 999_999_999), (0, 0), (-2, 1), (-1, 7)])
  func theAnnouncedTimeKeepsItsMilliseconds(_ seconds: Int, _ nanoseconds: Int) throws {
    folder.write("a")
    setTime("a", seconds, nanoseconds)
    let announced = try #require(try stats()["a"]?.announcedTime)
    let start = Int64(seconds) * 1_000_000_000 + Int64(nanoseconds / 1_000_000 * 1_000_000)
    #expect((start..<start + 1_000_000).contains(announced))
  }

  @Test func whatIsNoRegularFileIsAnnouncedAsItIs() throws {
    folder.makeFolder("folder")
    folder.link("link", to: "anything")
    mkfifo(folder.at("pipe"), 0o600)
    for stat in try stats().values { #expect(stat.announcedTime == stat.modificationTime) }
  }
}
