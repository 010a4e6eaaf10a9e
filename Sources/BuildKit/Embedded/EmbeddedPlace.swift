import Digests
import Glibc

/// Where an embedded daemon has its things, by the rules of XDG.
struct EmbeddedPlace: Hashable, Sendable {
  /// What is kept: images, caches, the log of the last run.
  let state: String
  /// The socket and the locks, in a folder that is ours alone.
  let runtime: String
  /// A configuration for the daemon, if there is one: `buildkitd.toml` among our own.
  let configuration: String?

  var socket: String { runtime + "/buildkitd.sock" }
  var telemetrySocket: String { runtime + "/otel.sock" }
  var log: String { state + "/buildkitd.log" }

  /// The place of this user.
  ///
  /// - Parameter environment: the values of variables.
  /// - Throws: ``EmbeddedError``.
  init(environment: (String) -> String?) throws(EmbeddedError) {
    func given(_ name: String) -> String? {
      // XDG has it that relative paths are ignored.
      environment(name).flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    guard let home = given("HOME") else {
      throw .unusableFolder(path: "$HOME", reason: "HOME is not set to a path")
    }
    state = (given("XDG_DATA_HOME") ?? home + "/.local/share") + "/bentokit/buildkitd"
    let configuration = (given("XDG_CONFIG_HOME") ?? home + "/.config") + "/bentokit/buildkitd.toml"
    self.configuration = access(configuration, F_OK) == 0 ? configuration : nil
    let user = getuid()
    let usual = user == 0 ? "/run" : "/run/user/\(user)"
    // One for each state, since one daemon has one.
    let name = try Self.digest(of: state)
    if let runtime = given("XDG_RUNTIME_DIR") ?? (access(usual, W_OK) == 0 ? usual : nil) {
      self.runtime = "\(runtime)/bentokit-buildkitd-\(name)"
    } else {
      runtime = "/tmp/bentokit-buildkitd-\(user)-\(name)"
    }
    guard telemetrySocket.utf8.count < 108, socket.utf8.count < 108 else {
      throw .unusableFolder(path: runtime, reason: "the path is too long for a socket")
    }
  }

  private static func digest(of path: String) throws(EmbeddedError) -> String {
    do throws(SHA256.Unavailable) {
      var sum = try SHA256()
      Array(path.utf8).withUnsafeBytes { sum.update($0) }
      return String(sum.hexadecimal().prefix(12))
    } catch {
      throw .unusableFolder(path: path, reason: "\(error)")
    }
  }

  /// Makes the folders.
  ///
  /// - Throws: ``EmbeddedError`` where one can't be made, or the runtime folder is not ours alone.
  func prepare() throws(EmbeddedError) {
    try Self.makeFolders(state)
    guard mkdir(runtime, 0o700) == 0 || errno == EEXIST else { throw Self.unusable(runtime) }
    var status = stat()
    guard lstat(runtime, &status) == 0 else { throw Self.unusable(runtime) }
    guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
      status.st_mode & 0o077 == 0
    else {
      throw .unusableFolder(path: runtime, reason: "it is not a folder of yours alone (mode 0700)")
    }
  }

  private static func makeFolders(_ path: String) throws(EmbeddedError) {
    var folder = ""
    for part in path.split(separator: "/") {
      folder += "/\(part)"
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST || errno == EROFS || errno == EACCES else {
        throw unusable(folder)
      }
    }
    guard access(path, W_OK | X_OK) == 0 else { throw unusable(path) }
  }

  private static func unusable(_ path: String) -> EmbeddedError {
    .unusableFolder(path: path, reason: String(cString: strerror(errno)))
  }
}
