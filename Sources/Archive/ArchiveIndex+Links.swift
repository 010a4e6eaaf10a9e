extension ArchiveIndex {
  /// What a symbolic link leads to, or the thing itself if it is none, however many links lie on the way.
  ///
  /// - Parameter path: the link's own path, for messages.
  func destination(of link: Int, at path: [UInt8]) throws(ArchiveError) -> Int {
    guard target(of: link) != nil else { return link }
    func failure(_ kind: ArchiveError.Kind, _ what: String) -> ArchiveError {
      let target = shown(target(of: link) ?? [])
      return ArchiveError(kind, "has a link \(shown(path)) to \(target), which \(what)")
    }
    var current = nodes[link].parent
    /// The names still to go, the next one last.
    var names: [ArraySlice<UInt8>] = []
    var next: Int? = link
    var followed = 0
    while true {
      if let index = next, let target = target(of: index) {
        followed += 1
        guard followed <= ArchiveLimits.links else {
          throw failure(.badLink, "leads around in circles")
        }
        guard target.first != UInt8(ascii: "/") else {
          throw failure(.leavesArchive, "leads out of it")
        }
        names += target.split(separator: UInt8(ascii: "/")).reversed()
      } else if let index = next {
        guard case .folder = nodes[index].kind else {
          guard names.isEmpty else { throw failure(.badLink, "leads to nothing in it") }
          return index
        }
        current = index
      }
      guard let name = names.popLast() else { return current }
      if name.elementsEqual(".".utf8) {
        next = nil
      } else if name.elementsEqual("..".utf8) {
        guard current != 0 else { throw failure(.leavesArchive, "leads out of it") }
        next = nodes[current].parent
      } else {
        next = nodes[current].children[[UInt8](name)]
        guard next != nil else { throw failure(.badLink, "leads to nothing in it") }
      }
    }
  }

  /// The target of a symbolic link; nil if it is none.
  private func target(of index: Int) -> [UInt8]? {
    guard case .symbolicLink(let target) = nodes[index].kind else { return nil }
    return target
  }
}
