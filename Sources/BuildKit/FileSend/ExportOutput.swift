import Synchronization

/// Where the result of a build goes that comes back through the session: an archive into a file or
/// an open descriptor, files into a folder, or an image into a folder in OCI's layout.
public final class ExportOutput: Sendable {
  enum Target: Sendable {
    case archive(ArchiveOutput)
    case folder(FolderOutput)
    case layout(ContentFolder)
  }

  let target: Target
  private let calls = Mutex(Calls())

  /// The daemon's calls that send the export; a folder may get several, one for each platform.
  private struct Calls {
    var begun = 0
    var whole = 0
  }

  /// What the daemon has sent.
  enum Arrival { case nothing, part, whole }

  /// The name for messages: the path, or what was said of the descriptor.
  public let name: String

  /// An archive, to a descriptor, which stays open.
  ///
  /// - Parameters:
  ///   - descriptor: writable until the build is over.
  ///   - name: what to call it in messages, for example `standard output`.
  public init(descriptor: Int32, name: String) {
    self.name = name
    target = .archive(ArchiveOutput(descriptor: descriptor, name: name))
  }

  /// An archive, to a file, which is opened now: an unwritable place is found before anything is
  /// built.
  ///
  /// It is written under a temporary name beside its place and takes its name only when the build has
  /// succeeded, so a failed build leaves what was there before. A path that exists and is no regular
  /// file (`/dev/stdout`, a named pipe) is written to directly.
  ///
  /// - Throws: ``SystemFailure`` if the file can't be written, with `EISDIR` for a folder.
  public init(file path: String) throws(SystemFailure) {
    name = path
    target = .archive(try ArchiveOutput(file: path))
  }

  /// The files of the exporter `local`, into a folder, which is made now if it isn't there.
  ///
  /// What the folder holds already stays, unless the export has something of the same name; with
  /// the exporter's attribute `mode=delete`, it goes once the export is whole. Nothing outside the
  /// folder is ever written to, whatever the daemon sends and whatever links are in the folder.
  /// Devices are left out, and a note of the result says so. Of a failed build, whole files may stay.
  ///
  /// - Throws: ``SystemFailure`` if the folder can't be made or written to.
  public init(folder path: String) throws(SystemFailure) {
    name = path
    target = .folder(try FolderOutput(path))
  }

  /// An image of the exporters `oci` and `docker` with `tar=false`, into a folder in OCI's layout,
  /// which is made now if it isn't there.
  ///
  /// Images that the folder holds already stay; in its `index.json` a name goes to the new one. A
  /// build can have one such output.
  ///
  /// - Throws: ``SystemFailure`` if the folder can't be made or written to.
  public init(layout path: String) throws(SystemFailure) {
    name = path
    target = .layout(try ContentFolder(writing: path))
  }

  /// What the result lacks, once the build has succeeded; a line each.
  var notes: [String] { if case .folder(let folder) = target { folder.notes } else { [] } }

  /// The daemon begins to send.
  ///
  /// - Throws: ``ExportError`` for a second archive.
  func begin() throws(ExportError) {
    let number = calls.withLock { calls in
      calls.begun += 1
      return calls.begun
    }
    if case .archive = target, number > 1 {
      throw ExportError(.protocolViolation, "the daemon sends more than one archive for \(name)")
    }
  }

  /// What a call of the daemon has sent is whole, and written.
  func noteWhole() { calls.withLock { $0.whole += 1 } }

  /// What the daemon has sent so far; layouts come another way, and are always whole.
  var arrival: Arrival {
    if isLayout { return .whole }
    return calls.withLock { calls in
      calls.begun == 0 ? .nothing : calls.whole < calls.begun ? .part : .whole
    }
  }

  var isLayout: Bool { if case .layout = target { true } else { false } }

  /// The build has succeeded and everything is written.
  ///
  /// - Throws: ``SystemFailure`` if a file can't take its name; it is removed then.
  package func commit() async throws(SystemFailure) {
    switch target {
    case .archive(let archive): try archive.commit()
    case .folder(let folder): await folder.commit()
    case .layout: break
    }
  }

  /// The build has failed: nothing stays behind that isn't whole. Without effect after ``commit()``.
  package func discard() async {
    switch target {
    case .archive(let archive): archive.discard()
    case .folder(let folder): await folder.discard()
    case .layout: break
    }
  }
}
