import Glibc

/// Whether bytes hold a text, which isn't empty.
func contains(_ bytes: [UInt8], _ text: String) -> Bool {
  let sought = Array(text.utf8)
  return bytes.withUnsafeBytes { bytes in
    guard let base = bytes.baseAddress, let first = sought.first else { return false }
    var offset = 0
    while bytes.count - offset >= sought.count,
      let found = memchr(base + offset, Int32(first), bytes.count - offset - sought.count + 1)
    {
      if memcmp(found, sought, sought.count) == 0 { return true }
      offset = base.distance(to: found) + 1
    }
    return false
  }
}

/// A number that no other test, and no earlier run, has used.
func freshNumber() -> String { String(UInt64.random(in: 1 << 40..<1 << 48)) }
