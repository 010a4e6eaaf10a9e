import Archive

extension Bento {
  /// What the names of archives end in, as `bentoml export` and tar have them.
  static let archiveSuffixes = [
    ".bento", ".tar", ".tar.gz", ".tgz", ".gz", ".tar.xz", ".txz", ".xz",
  ]

  static func archive(at path: String) throws(BentoError) -> Archive {
    do throws(ArchiveError) {
      return try Archive(
        opening: path, temporaryFolder: processEnvironment("TMPDIR") ?? "/tmp")
    } catch {
      throw BentoError(error, of: path)
    }
  }

  static func info(
    in archive: Archive, warnings: inout [BentoWarning]
  ) throws(BentoError) -> BentoInfo {
    let yaml: [UInt8]?
    do throws(ArchiveError) {
      yaml = try archive.read("bento.yaml", limit: YAMLLimits.bytes)
    } catch {
      throw BentoError(error, of: "\(archive.path)/bento.yaml")
    }
    guard let yaml else {
      throw BentoError(
        .missingBentoFile,
        "no bento.yaml in the archive \(quotedIfOdd(archive.path)); is it an exported bento?")
    }
    return try BentoInfo(yaml: yaml, path: "\(archive.path)/bento.yaml", warnings: &warnings)
  }

  /// The SHA-256 of the archive, in hexadecimal digits; nil if the bento is a folder. Reads the
  /// whole archive.
  ///
  /// - Throws: ``BentoError`` of kind `unreadable`.
  package func archiveDigest() throws(BentoError) -> String? {
    guard case .archive(let archive) = place else { return nil }
    do throws(ArchiveError) {
      return try archive.digest()
    } catch {
      throw BentoError(error, of: archive.path)
    }
  }
}
