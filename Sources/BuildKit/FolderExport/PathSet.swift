/// Paths, of which only hashes are kept: an export may have millions of files. The hashes are
/// seeded anew in each process, so nobody can make two paths that look the same.
struct PathSet {
  private var hashes: Set<Int> = []

  mutating func insert(_ path: [UInt8]) { hashes.insert(path.hashValue) }

  func contains(_ path: [UInt8]) -> Bool { hashes.contains(path.hashValue) }
}
