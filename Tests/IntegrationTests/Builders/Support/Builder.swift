import FileTree
import Testing

@testable import BentoContainer

/// A real builder program of the tests' environment.
struct Builder: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let program: String
  let command: [Argument]
  /// What its images are looked at with.
  let runtime: String
  /// Whether it understands BuildKit's own instructions.
  let isBuildKit: Bool

  /// The Engine of the environment has no network for steps but the machine's.
  static let docker = Builder(
    testDescription: "docker", program: "docker", command: ["build", "--network", "host"],
    runtime: "docker", isBuildKit: true)
  static let buildx = Builder(
    testDescription: "buildx", program: "docker",
    command: ["buildx", "build", "--load", "--network", "host"], runtime: "docker",
    isBuildKit: true)
  static let podman = Builder(
    testDescription: "podman", program: "podman", command: ["build"], runtime: "podman",
    isBuildKit: false)
  static let buildah = Builder(
    testDescription: "buildah", program: "buildah", command: ["build"], runtime: "podman",
    isBuildKit: false)

  static let all = [docker, buildx, podman, buildah]

  /// A build of a tree that has its Dockerfile at its root.
  func plan(
    _ context: FileTree, dockerfile: TreePath? = nil, image: String, _ options: [Argument] = []
  ) throws -> ProcessPlan {
    let file = try dockerfile ?? TreePath("Dockerfile")
    var plan = ProcessPlan(
      program: program,
      arguments: command + ["--tag", Argument(image), "--file", .inContext(file)] + options
        + [.context])
    plan.context = context
    plan.secretPassing = .of(builder: program)
    plan.endsBySteps = program == Podman().program
    return plan
  }

  /// A build of a Dockerfile alone, or with other files.
  func plan(
    dockerfile: String, files: FileTree = FileTree(), image: String = "test:" + unique(),
    _ options: [Argument] = []
  ) throws -> ProcessPlan {
    var context = files
    try context.addFile(contents: Array(dockerfile.utf8), at: TreePath("Dockerfile"))
    return try plan(context, image: image, options)
  }

  /// Runs with the builders of the environment, and stages below a folder.
  static func options(staging folder: ScratchFolder) throws -> ProcessOptions {
    let variables = [
      "PATH": try variable("BENTOKIT_TEST_BUILDERS"), "BENTOML_HOME": folder.path,
    ]
    var options = ProcessOptions()
    options.environment = { variables[$0] }
    return options
  }

  /// Removes an image, so that it takes no room.
  func remove(_ image: String) async throws {
    try await runShell(
      "\(try variable("BENTOKIT_TEST_BUILDERS"))/\(runtime) rmi --force \(image) >/dev/null")
  }

  /// All files of an image that was built.
  func files(of image: String) async throws -> Tar {
    let folder = try ScratchFolder(below: "/dev/shm")
    let name = "test-" + unique()
    let program = try variable("BENTOKIT_TEST_BUILDERS") + "/" + runtime
    try await runShell(
      """
      \(program) create --name \(name) --network none \(image) true >/dev/null
      \(program) export --output \(folder.path("files.tar")) \(name)
      \(program) rm \(name) >/dev/null
      """)
    return try Tar(folder.path("files.tar"))
  }
}
