/// BuildKit's `errdefs.Solve`: the operation of the step that failed, and which part of it.
///
/// It is JSON by protobuf's own rules: names in camel case, 64-bit numbers as text, the member of a
/// `oneof` beside the other fields.
struct SolveDetail: Decodable {
  struct Operation: Decodable {
    struct Process: Decodable {
      struct Meta: Decodable { var args: [String]? }
      var meta: Meta?
    }
    struct Source: Decodable { var identifier: String? }
    struct Files: Decodable { var actions: [Action]? }

    var exec: Process?
    var source: Source?
    var file: Files?
  }

  struct Action: Decodable {
    struct Copy: Decodable {
      var src: String?
      var dest: String?
    }
    struct Path: Decodable { var path: String? }

    var copy: Copy?
    var mkfile: Path?
    var mkdir: Path?
    var rm: Path?

    var action: FailedOperation.FileAction? {
      if let copy { return .copy(from: copy.src ?? "", to: copy.dest ?? "") }
      if let path = mkfile?.path { return .makeFile(path) }
      if let path = mkdir?.path { return .makeFolder(path) }
      return (rm?.path).map(FailedOperation.FileAction.remove)
    }
  }

  /// The number of an action or an input, which is left out where it is 0.
  struct Subject: Decodable {
    var index: String?

    /// The number; one that nothing has, if it is none.
    var number: Int { index.map { Int($0) ?? -1 } ?? 0 }
  }

  var op: Operation?
  var file: Subject?
  var cache: Subject?
  var description: [String: String]?

  var operation: FailedOperation? {
    if let cache { return .contents(input: cache.number) }
    if let actions = op?.file?.actions {
      // Without a subject there is but one action to blame.
      let index = file?.number ?? (actions.count == 1 ? 0 : -1)
      return actions.indices.contains(index)
        ? actions[index].action.map(FailedOperation.file) : nil
    }
    if let arguments = op?.exec?.meta?.args { return .process(arguments) }
    return (op?.source?.identifier).map(FailedOperation.source)
  }
}
