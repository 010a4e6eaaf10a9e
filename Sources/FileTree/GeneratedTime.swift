/// Times of change for what is not on disk.
///
/// BuildKit decides from a file's stat alone whether it has the content already, so a generated
/// file's time must differ whenever its bytes do, and must be the same in the next build when they
/// are the same.
enum GeneratedTime {
  /// 1 January 2001, in nanoseconds since 1970: the time of folders, where it carries no meaning.
  static let folder: Int64 = 978_307_200 * 1_000_000_000
  /// 18 years of 365.25 days, in nanoseconds.
  private static let span: UInt64 = 568_036_800 * 1_000_000_000

  /// A time in the years 2001 to 2018 that stands for these bytes: their FNV-1a hash of 64 bits,
  /// folded into that span. The hash of two texts that differ in one byte always differs.
  static func of(_ content: [UInt8]) -> Int64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in content {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return folder + Int64(hash % span)
  }
}
