/// Paths as text, in the ways of Go's package `filepath`.
enum PathCleaning {
  /// A path in its shortest form: no empty components, no `.`, no `..` behind a name, no slash at
  /// the end; `.` when nothing is left. Looks at no disk.
  static func clean(_ path: some Collection<UInt8>) -> [UInt8] {
    let isRooted = path.first == .slash
    var kept: [[UInt8]] = []
    for component in path.split(separator: .slash) {
      if component.elementsEqual([.dot]) { continue }
      if component.elementsEqual([.dot, .dot]) {
        if let last = kept.last, last != [.dot, .dot] {
          kept.removeLast()
        } else if !isRooted {
          kept.append([.dot, .dot])
        }
        continue
      }
      kept.append([UInt8](component))
    }
    let joined = [UInt8](kept.joined(separator: [.slash]))
    if isRooted { return [.slash] + joined }
    return joined.isEmpty ? [.dot] : joined
  }

  /// Two paths one behind the other, in shortest form.
  static func join(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
    let parts = [first, second].filter { !$0.isEmpty }
    return parts.isEmpty ? [] : clean([UInt8](parts.joined(separator: [.slash])))
  }
}
