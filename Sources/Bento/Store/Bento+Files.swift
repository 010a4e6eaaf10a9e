import Archive
import Glibc

extension Bento {
  /// The bytes of a file of the bento, such as `env/docker/Dockerfile.template`.
  ///
  /// - Parameters:
  ///   - path: its path in the bento, relative.
  ///   - limit: the most bytes that are accepted.
  /// - Returns: nil if there is no file of that path.
  /// - Throws: ``BentoError`` of kind `unreadable`; `leavesBento` if the path, or a link on the
  ///   way, leads out of the bento.
  public func file(_ path: String, limit: Int = 16 << 20) throws(BentoError) -> [UInt8]? {
    switch place {
    case .archive(let archive):
      do throws(ArchiveError) {
        return try archive.read(path, limit: limit)
      } catch {
        throw BentoError(error, of: "\(archive.path)/\(path)")
      }
    case .folder(let folder):
      let file = "\(folder)/\(path)"
      guard File.isFile(file) else { return nil }
      guard let own = Self.realPath(folder), let real = Self.realPath(file),
        own == "/" || real.hasPrefix(own + "/")
      else {
        throw BentoError(.leavesBento, "leads out of the bento", at: FileLocation(file: file))
      }
      do throws(File.Failure) {
        return try File.read(file, limit: limit)
      } catch .missing {
        return nil
      } catch {
        throw BentoError(
          .unreadable, "can't be read: \(error.reason)", at: FileLocation(file: file))
      }
    }
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
