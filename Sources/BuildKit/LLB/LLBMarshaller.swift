import Bytes
import Digests

/// Makes a graph of what states hold: each operation after those it uses, and each once.
struct LLBMarshaller {
  let platform: Platform
  let localID: String
  private var parts = DefinitionParts()
  private var digests: [ObjectIdentifier: String] = [:]
  private var metadata: [String: LLBMetadata] = [:]

  init(platform: Platform, localID: String) {
    self.platform = platform
    self.localID = localID
  }

  /// The whole graph of a result.
  mutating func definition(of output: LLBOutput) throws(InvalidDefinition) -> Definition {
    try add(output.vertex)
    // The last operation does nothing: it says which output of which operation is the result.
    let end = LLBWire.Operation(inputs: [try input(output)], body: nil, platform: nil)
    let bytes = end.encoded().array
    parts.operations.append(bytes)
    var needs = LLBMetadata()
    needs.capabilities = ["constraints", "platform"]
    if metadata.values.contains(where: \.ignoresCache) {
      needs.capabilities.insert("meta.ignorecache")
    }
    if metadata.values.contains(where: { !$0.description.isEmpty }) {
      needs.capabilities.insert("meta.description")
    }
    if metadata.values.contains(where: { $0.exportsCache != nil }) {
      needs.capabilities.insert("meta.exportcache")
    }
    metadata[try Self.digest(of: bytes)] = needs
    parts.metadata = metadata.mapValues { $0.encoded().array }
    return Definition(bytes: parts.encoded().array)
  }

  /// Adds an operation after all that it uses; without recursion, since chains of steps are long.
  private mutating func add(_ last: LLBVertex) throws(InvalidDefinition) {
    var waiting = [(vertex: last, areInputsThere: false)]
    while let (vertex, areInputsThere) = waiting.popLast() {
      guard digests[ObjectIdentifier(vertex)] == nil else { continue }
      if areInputsThere {
        try append(vertex)
      } else {
        waiting.append((vertex, true))
        waiting += vertex.inputs.reversed().map { ($0, false) }
      }
    }
  }

  private mutating func append(_ vertex: LLBVertex) throws(InvalidDefinition) {
    let (operation, capabilities) = try wire(vertex)
    let bytes = operation.encoded().array
    let digest = try Self.digest(of: bytes)
    digests[ObjectIdentifier(vertex)] = digest
    var needs = vertex.metadata
    needs.capabilities.formUnion(capabilities)
    if metadata[digest] == nil { parts.operations.append(bytes) }
    metadata[digest, default: LLBMetadata()].merge(needs)
  }

  private func wire(
    _ vertex: LLBVertex
  ) throws(InvalidDefinition) -> (operation: LLBWire.Operation, capabilities: Set<String>) {
    var inputs = LLBInputs()
    var platform: Platform?
    var capabilities: Set<String> = []
    let body: LLBWire.Body
    switch vertex.operation {
    case .source(var source):
      if source.isPlatformSpecific { platform = vertex.platform ?? self.platform }
      if source.isLocal { source.set("local.unique", localID, needs: "source.local.unique") }
      capabilities = source.capabilities
      body = .source(source)
    case .execution(let execution):
      guard !execution.arguments.isEmpty else {
        throw InvalidDefinition("has a process without arguments")
      }
      platform = vertex.platform ?? self.platform
      capabilities = execution.capabilities
      body = .execution(
        LLBWire.Execution(
          execution, inputs: try indices(execution.sortedMounts.map(\.source), &inputs)))
    case .files(let base, let actions):
      capabilities = ["file.base"]
      for action in actions { capabilities.formUnion(action.capabilities) }
      let base = try indices([base], &inputs)[0]
      let sources = try indices(actions.map(\.source), &inputs)
      body = .files(
        LLBWire.Files(actions, base: base, sources: sources, inputCount: inputs.list.count))
    case .merge(let layers):
      capabilities = ["mergeop"]
      var layerIndices: [Int64] = []
      // Even the same layer counts each time.
      for layer in layers { layerIndices.append(inputs.append(try input(layer))) }
      body = .merge(layerIndices)
    case .difference(let lower, let upper):
      capabilities = ["diffop"]
      let lowerIndex = try lower.map { output throws(InvalidDefinition) in
        inputs.append(try input(output))
      }
      let upperIndex = try upper.map { output throws(InvalidDefinition) in
        inputs.append(try input(output))
      }
      body = .difference(lower: lowerIndex ?? -1, upper: upperIndex ?? -1)
    }
    return (
      LLBWire.Operation(inputs: inputs.list, body: body, platform: platform), capabilities
    )
  }

  /// Which input each output is; -1 for none.
  private func indices(
    _ outputs: [LLBOutput?], _ inputs: inout LLBInputs
  ) throws(InvalidDefinition) -> [Int64] {
    var indices: [Int64] = []
    for output in outputs {
      if let output {
        indices.append(inputs.index(of: try input(output)))
      } else {
        indices.append(-1)
      }
    }
    return indices
  }

  private func input(_ output: LLBOutput) throws(InvalidDefinition) -> LLBWire.Input {
    guard let digest = digests[ObjectIdentifier(output.vertex)] else {
      throw InvalidDefinition("uses an operation that isn't in it")
    }
    return LLBWire.Input(digest: digest, index: Int64(output.index))
  }

  private static func digest(of bytes: [UInt8]) throws(InvalidDefinition) -> String {
    guard let digest = try? SHA256.digest(of: bytes) else {
      throw InvalidDefinition("can't be digested: OpenSSL has no SHA-256")
    }
    return digest
  }
}

/// What an operation uses, by number.
struct LLBInputs {
  private(set) var list: [LLBWire.Input] = []

  /// The number of an input, which is added if it isn't there.
  mutating func index(of input: LLBWire.Input) -> Int64 {
    list.firstIndex(of: input).map(Int64.init) ?? append(input)
  }

  /// Adds an input, and gives its number.
  mutating func append(_ input: LLBWire.Input) -> Int64 {
    list.append(input)
    return Int64(list.count - 1)
  }
}
