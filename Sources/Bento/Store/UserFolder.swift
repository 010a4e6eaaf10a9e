import Glibc

/// The home folders of users, as the system knows them.
enum UserFolder {
  /// `HOME`, else what the user database says of this process's user.
  static func own(_ environment: EnvironmentLookup) -> String? {
    environment("HOME") ?? entry { getpwuid_r(getuid(), $0, $1, $2, $3) }
  }

  /// What the user database says of a user; nil if there is none of that name.
  static func of(_ user: String) -> String? {
    entry { getpwnam_r(user, $0, $1, $2, $3) }
  }

  private typealias Look = (
    UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
    UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
  ) -> Int32

  private static func entry(_ look: Look) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { buffer in
      guard let base = buffer.baseAddress else { return nil }
      var entry = passwd()
      var found: UnsafeMutablePointer<passwd>?
      guard look(&entry, base, buffer.count, &found) == 0, found != nil else { return nil }
      return entry.pw_dir.map { String(cString: $0) }
    }
  }
}
