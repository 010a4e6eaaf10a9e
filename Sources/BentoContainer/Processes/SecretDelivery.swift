import CLinux
import FileTree
import Glibc

/// Secrets where a program finds them, as long as this is held. None touches a disk.
///
/// A variable of the program's environment where the program takes that; else a file that is in
/// memory and has no name but `/proc/PID/fd/N` of this process; where the program could not open
/// that, a file on a memory file system that only its user may read.
final class SecretDelivery: Sendable {
  /// What a secret's id stands for in the arguments: `id=ID,env=NAME`.
  let references: [String: String]
  /// Variables for the program.
  let environment: [String: String]
  private let descriptors: [Int32]
  private let folder: StagedTree?

  /// The folder of a memory file system that every Linux has.
  private static let memoryFolder = "/dev/shm"

  /// The kernel takes no variable longer than this, name included, in bytes.
  private static let longestVariable = 128 * 1024 - 64

  /// - Parameter user: who runs the program.
  /// - Throws: ``ContainerError`` if an id can't be told to a builder, or there is no room for a
  ///   value.
  init(_ plan: ProcessPlan, user: uid_t = geteuid()) throws(ContainerError) {
    // sudo gives none of our variables on.
    let usesEnvironment = plan.secretPassing == .environment && !plan.asAdministrator
    let opensDescriptors =
      !SecretPassing.entersUserNamespace(plan.program) || user == 0 || plan.asAdministrator
    var made = Made()
    do throws(ContainerError) {
      for secret in plan.secrets {
        try Self.validate(secret.id)
        if usesEnvironment, let text = Self.variableText(secret.value) {
          made.addVariable(text, for: secret.id)
        } else if opensDescriptors {
          try made.addDescriptor(for: secret)
        } else {
          made.addFile(for: secret)
        }
      }
      folder = try made.stageFiles()
    } catch {
      made.close()
      throw error
    }
    (references, environment, descriptors) = (made.references, made.environment, made.descriptors)
  }

  deinit {
    for descriptor in descriptors { close(descriptor) }
  }

  /// Takes the secrets away; a file is gone when this returns.
  func remove() { folder?.remove() }

  /// The builders read the option as fields of a CSV line.
  private static func validate(_ id: String) throws(ContainerError) {
    let isPlain = id.utf8.allSatisfy { byte in
      byte > 0x20 && byte != 0x7f && byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"")
    }
    guard isPlain, !id.isEmpty else {
      throw ContainerError(
        .invalidOption,
        "secret id \"\(id)\" can't be told to a builder; use letters, digits and _ . -")
    }
  }

  /// The value as a variable's, nil if none can hold it.
  private static func variableText(_ value: [UInt8]) -> String? {
    guard value.count <= longestVariable, !value.contains(0) else { return nil }
    return String(validating: value, as: UTF8.self)
  }

  /// What was made so far.
  private struct Made {
    var references: [String: String] = [:]
    var environment: [String: String] = [:]
    var descriptors: [Int32] = []
    private var files: [ProcessPlan.Secret] = []

    func close() {
      for descriptor in descriptors { Glibc.close(descriptor) }
    }

    mutating func addVariable(_ text: String, for id: String) {
      let name = "BENTOKIT_SECRET_\(environment.count)"
      environment[name] = text
      references[id] = "id=\(id),env=\(name)"
    }

    mutating func addDescriptor(for secret: ProcessPlan.Secret) throws(ContainerError) {
      let descriptor = bentokit_memory_file("bentokit-secret")
      guard descriptor >= 0 else { return addFile(for: secret) }
      descriptors.append(descriptor)
      var rest = secret.value[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw failure(String(cString: strerror(errno))) }
        rest = rest.dropFirst(count)
      }
      refer(to: "/proc/\(getpid())/fd/\(descriptor)", for: secret)
    }

    mutating func addFile(for secret: ProcessPlan.Secret) { files.append(secret) }

    /// Writes the files, in a folder that only its user may enter.
    mutating func stageFiles() throws(ContainerError) -> StagedTree? {
      guard !files.isEmpty else { return nil }
      do {
        var tree = FileTree()
        for (number, file) in files.enumerated() {
          try tree.addFile(contents: file.value, at: TreePath("\(number)"), mode: 0o400)
        }
        let staged = try StagingArea(folder: SecretDelivery.memoryFolder).stage(tree)
        for (number, file) in files.enumerated() {
          refer(to: String(decoding: staged.path, as: UTF8.self) + "/\(number)", for: file)
        }
        return staged
      } catch {
        throw failure("\(error)")
      }
    }

    /// Without the type, podman and buildah give an empty secret when a variable is called as the id.
    private mutating func refer(to path: String, for secret: ProcessPlan.Secret) {
      references[secret.id] = "id=\(secret.id),type=file,src=\(path)"
    }

    private func failure(_ reason: String) -> ContainerError {
      ContainerError(.unreadableSecret, "no room in memory for the secrets of the build: \(reason)")
    }
  }
}
