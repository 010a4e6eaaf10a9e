import BuildKit
import Glibc
import Testing

@testable import BentoContainer

/// The pipe that an image is loaded through.
@Suite struct RuntimeLoadTests {
  private static func openDescriptors() -> Int {
    guard let stream = opendir("/proc/self/fd") else { return -1 }
    defer { closedir(stream) }
    var count = 0
    while readdir(stream) != nil { count += 1 }
    return count
  }

  /// As where another output of the build can't be written.
  @Test func itGoesWithABuildThatNeverBegins() async {
    await #expect(processExitsWith: .success) {
      let runtime = ContainerRuntime(name: "docker", path: "/bin/true", archive: .docker)
      let before = Self.openDescriptors()
      for _ in 0..<100 { _ = try RuntimeLoad(runtime) }
      // Some are of the process itself, which has just begun.
      #expect(Self.openDescriptors() < before + 100)
    }
  }
}
