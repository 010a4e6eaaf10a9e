import CBuildKitProtos

/// Operations as protobuf messages.
enum LLBWire {
  /// An output that an operation uses.
  struct Input: Hashable, Sendable {
    let digest: String
    let index: Int64
  }

  /// What an operation does, its inputs by number.
  enum Body: Sendable {
    case source(LLBSource)
    case execution(Execution)
    case files(Files)
    case merge([Int64])
    case difference(lower: Int64, upper: Int64)
  }

  /// A whole operation.
  struct Operation: Sendable {
    let inputs: [Input]
    /// Nil for the last one, which only names the result.
    let body: Body?
    let platform: Platform?
  }
}

extension LLBWire.Operation: WireEncodable {
  static var blank: Blank<Pb__Op> { pb__op__init }

  func write(to wire: inout Pb__Op, in arena: PackingArena) {
    (wire.n_inputs, wire.inputs) = arena.messages(inputs)
    guard let body else { return }
    wire.platform = platform.map { arena.message($0) }
    // Empty, as Go's client writes it: the digests are the same as those of its operations.
    wire.constraints = arena.message(Constraints())
    switch body {
    case .source(let source):
      wire.op_case = PB__OP__OP_SOURCE
      wire.source = arena.message(source)
    case .execution(let execution):
      wire.op_case = PB__OP__OP_EXEC
      wire.exec = arena.message(execution)
    case .files(let files):
      wire.op_case = PB__OP__OP_FILE
      wire.file = arena.message(files)
    case .merge(let inputs):
      wire.op_case = PB__OP__OP_MERGE
      wire.merge = arena.message(Merge(inputs: inputs))
    case .difference(let lower, let upper):
      wire.op_case = PB__OP__OP_DIFF
      wire.diff = arena.message(Difference(lower: lower, upper: upper))
    }
  }
}

extension LLBWire.Input: WireWritable {
  static var blank: Blank<Pb__Input> { pb__input__init }

  func write(to wire: inout Pb__Input, in arena: PackingArena) {
    wire.digest = arena.text(digest)
    wire.index = index
  }
}

private struct Constraints: WireWritable {
  static var blank: Blank<Pb__WorkerConstraints> { pb__worker_constraints__init }
  func write(to wire: inout Pb__WorkerConstraints, in arena: PackingArena) {}
}

extension LLBSource: WireWritable {
  static var blank: Blank<Pb__SourceOp> { pb__source_op__init }

  func write(to wire: inout Pb__SourceOp, in arena: PackingArena) {
    wire.identifier = arena.text(identifier)
    (wire.n_attrs, wire.attrs) = arena.map(attributes)
  }
}

private struct Merge: WireWritable {
  struct Input: WireWritable {
    let input: Int64
    static var blank: Blank<Pb__MergeInput> { pb__merge_input__init }
    func write(to wire: inout Pb__MergeInput, in arena: PackingArena) { wire.input = input }
  }

  let inputs: [Int64]
  static var blank: Blank<Pb__MergeOp> { pb__merge_op__init }

  func write(to wire: inout Pb__MergeOp, in arena: PackingArena) {
    (wire.n_inputs, wire.inputs) = arena.messages(inputs.map { Input(input: $0) })
  }
}

private struct Difference: WireWritable {
  struct Lower: WireWritable {
    let input: Int64
    static var blank: Blank<Pb__LowerDiffInput> { pb__lower_diff_input__init }
    func write(to wire: inout Pb__LowerDiffInput, in arena: PackingArena) { wire.input = input }
  }
  struct Upper: WireWritable {
    let input: Int64
    static var blank: Blank<Pb__UpperDiffInput> { pb__upper_diff_input__init }
    func write(to wire: inout Pb__UpperDiffInput, in arena: PackingArena) { wire.input = input }
  }

  let lower: Int64
  let upper: Int64
  static var blank: Blank<Pb__DiffOp> { pb__diff_op__init }

  func write(to wire: inout Pb__DiffOp, in arena: PackingArena) {
    wire.lower = arena.message(Lower(input: lower))
    wire.upper = arena.message(Upper(input: upper))
  }
}

extension LLBMetadata: WireEncodable {
  static var blank: Blank<Pb__OpMetadata> { pb__op_metadata__init }

  func write(to wire: inout Pb__OpMetadata, in arena: PackingArena) {
    wire.ignore_cache = ignoresCache ? 1 : 0
    (wire.n_description, wire.description) = arena.map(description)
    wire.export_cache = exportsCache.map { arena.message(ExportCache(value: $0)) }
    (wire.n_caps, wire.caps) = arena.messages(capabilities.sorted().map { Capability(name: $0) })
    wire.progress_group = progressGroup.map { arena.message($0) }
  }
}

private struct ExportCache: WireWritable {
  let value: Bool
  static var blank: Blank<Pb__ExportCache> { pb__export_cache__init }
  func write(to wire: inout Pb__ExportCache, in arena: PackingArena) { wire.value = value ? 1 : 0 }
}

private struct Capability: WireWritable {
  let name: String
  static var blank: Blank<Pb__Capability> { pb__capability__init }

  func write(to wire: inout Pb__Capability, in arena: PackingArena) {
    wire.key = arena.text(name)
    wire.value = 1
  }
}

extension ProgressGroup: WireWritable {
  static var blank: Blank<Pb__ProgressGroup> { pb__progress_group__init }

  func write(to wire: inout Pb__ProgressGroup, in arena: PackingArena) {
    wire.id = arena.text(id)
    wire.name = arena.text(name)
    wire.weak = isWeak ? 1 : 0
  }
}
