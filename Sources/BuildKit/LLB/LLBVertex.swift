/// One of the file systems that an operation makes.
struct LLBOutput: Sendable {
  let vertex: LLBVertex
  var index = 0
}

/// An operation of a graph, with what it takes its input from. Never changes.
final class LLBVertex: Sendable {
  let operation: LLBOperation
  let metadata: LLBMetadata
  /// What the operation runs on; nil for the definition's platform.
  let platform: Platform?

  init(
    _ operation: LLBOperation, metadata: LLBMetadata = LLBMetadata(), platform: Platform? = nil
  ) {
    self.operation = operation
    self.metadata = metadata
    self.platform = platform
  }

  /// Operations whose results this one uses; each once.
  var inputs: [LLBVertex] { operation.inputs.map(\.vertex) }
}

/// What an operation does.
enum LLBOperation: Sendable {
  case source(LLBSource)
  case execution(LLBExecution)
  case files(base: LLBOutput?, actions: [LLBFileAction])
  case merge([LLBOutput])
  case difference(lower: LLBOutput?, upper: LLBOutput?)

  /// What it uses, in the order in which it is named; perhaps more than once.
  var inputs: [LLBOutput] {
    switch self {
    case .source: []
    case .execution(let execution): execution.sortedMounts.compactMap(\.source)
    case .files(let base, let actions): (base.map { [$0] } ?? []) + actions.compactMap(\.source)
    case .merge(let inputs): inputs
    case .difference(let lower, let upper): [lower, upper].compactMap(\.self)
    }
  }
}

/// What a graph says of an operation without making it another one.
public struct LLBMetadata: Hashable, Sendable {
  /// Whether it is done anew, whatever the caches hold.
  public var ignoresCache = false
  /// Texts for whoever shows the build; `llb.customname` is the step's name.
  public var description: [String: String] = [:]
  /// Whether its result goes into caches that are exported; nil for what the export says.
  public var exportsCache: Bool?
  /// The group that it is shown as a part of.
  public var progressGroup: ProgressGroup?
  /// What the daemon has to be able to do, beside what the operation itself needs.
  public var capabilities: Set<String> = []

  /// Nothing.
  public init() {}

  /// Adds what another one says of the same operation.
  mutating func merge(_ other: LLBMetadata) {
    ignoresCache = ignoresCache || other.ignoresCache
    description.merge(other.description) { _, new in new }
    exportsCache = other.exportsCache ?? exportsCache
    progressGroup = other.progressGroup ?? progressGroup
    capabilities.formUnion(other.capabilities)
  }
}

extension LLBState {
  /// Changes what the graph says of the last operation. Without effect on an empty file system.
  public func metadata(_ change: (inout LLBMetadata) -> Void) -> LLBState {
    guard let output else { return self }
    var metadata = output.vertex.metadata
    change(&metadata)
    let vertex = LLBVertex(
      output.vertex.operation, metadata: metadata, platform: output.vertex.platform)
    return with(LLBOutput(vertex: vertex, index: output.index))
  }

  /// Names the last operation for people.
  public func named(_ name: String) -> LLBState {
    metadata { $0.description["llb.customname"] = name }
  }

  /// Has the last operation done anew, whatever the caches hold.
  public func ignoringCache() -> LLBState { metadata { $0.ignoresCache = true } }
}
