import Archive

extension BentoError {
  /// The error that an archive can't be used.
  init(_ error: ArchiveError, of path: String) {
    let kind: Kind =
      switch error.kind {
      case .unreadable: .unreadable
      case .malformed, .truncated, .badLink: .damagedArchive
      case .unsupported: .unsupportedArchive
      case .tooLarge: .archiveTooLarge
      case .leavesArchive: .leavesBento
      }
    self.init(kind, error.message, at: FileLocation(file: path))
  }
}
