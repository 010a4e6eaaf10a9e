public import Bento

/// Something that builds images: a program that is run, or a daemon that is spoken to.
///
/// The built-in ones and those that users register have the same standing. Most conform to
/// ``ProcessBackend`` or ``DirectBackend``, which know how to plan; a type with a way of its own
/// conforms to this one.
public protocol Backend: Sendable {
  /// Which options there are.
  associatedtype Declarations: OptionDeclarations
  /// Values for them.
  typealias Options = BackendOptions<Declarations>

  /// The name by which users ask for it.
  var name: String { get }

  /// The program that runs images where this backend leaves them; nil if they go elsewhere.
  var runtime: String? { get }

  /// Whether a build asks for the health first. Not, where the build itself finds out as early.
  var checksHealthFirst: Bool { get }

  /// Asks how it is. Nothing is built.
  func health(environment: @escaping EnvironmentLookup) async -> BackendHealth

  /// Works out a build, without running or writing anything.
  ///
  /// - Parameters:
  ///   - order: what to build.
  ///   - options: how.
  ///   - health: what ``health(environment:)`` said; nil if it wasn't asked.
  /// - Throws: what is wrong with the order or the options: the built-in backends throw `BentoError`,
  ///   `ContainerfileError`, ``ContainerError`` and `FileTreeError`.
  func plan(
    _ order: BuildOrder, options: Options, health: BackendHealth?
  ) throws -> any BuildPlan
}

extension Backend {
  /// The options that it declares, in the order of their declarations.
  public var declaredOptions: [any DeclaredOption] { Declarations.all }

  /// None.
  public var runtime: String? { nil }

  /// It does.
  public var checksHealthFirst: Bool { true }
}

/// How a backend is.
public struct BackendHealth: Hashable, Sendable {
  /// Where it was found: the path of the program, the address of the daemon; nil if it wasn't.
  public var place: String?
  /// Its version, if it tells.
  public var version: String?
  /// Why it can't be used and what to do, in one line; nil if it can.
  public var problem: String?

  /// Whether it can be used.
  public var isHealthy: Bool { problem == nil }

  /// Something that can be used.
  public init(place: String, version: String? = nil) {
    self.place = place
    self.version = version
  }

  /// Something that can't be used.
  ///
  /// - Parameters:
  ///   - problem: why, and what to do; one line.
  ///   - place: where it was found; nil if it wasn't.
  ///   - version: its version, if it tells.
  public init(problem: String, place: String? = nil, version: String? = nil) {
    self.problem = problem
    self.place = place
    self.version = version
  }
}
