/// How much of an archive is accepted.
enum ArchiveLimits {
  /// How many files, folders and links there are, each as often as links lead to it.
  static let entries = 1_000_000
  /// The length of a path, in bytes, as Linux has it.
  static let path = 4096
  /// The length of one record of names and times before a file, in bytes.
  static let extendedHeader = 1 << 20
  /// How many folders a path lies in.
  static let depth = 256
  /// As many links on one way as Linux itself follows.
  static let links = 40
  /// The memory that unpacking may take, in bytes; xz's highest level takes 65 MiB.
  static let decoderMemory: UInt64 = 256 << 20
  /// The room on disk that unpacking leaves to others, in bytes.
  static let reserve: Int64 = 64 << 20
}
