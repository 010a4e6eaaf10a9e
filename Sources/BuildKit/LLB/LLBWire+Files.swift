import CBuildKitProtos

extension LLBWire {
  /// Actions on files, with which input each uses.
  struct Files: Sendable {
    let actions: [LLBFileAction]
    let base: Int64
    let sources: [Int64]
    let inputCount: Int

    init(_ actions: [LLBFileAction], base: Int64, sources: [Int64], inputCount: Int) {
      self.actions = actions
      self.base = base
      self.sources = sources
      self.inputCount = inputCount
    }
  }
}

extension LLBWire.Files: WireWritable {
  static var blank: Blank<Pb__FileOp> { pb__file_op__init }

  func write(to wire: inout Pb__FileOp, in arena: PackingArena) {
    let written = actions.indices.map { number in
      WrittenAction(
        action: actions[number],
        // After the inputs, the results of actions are counted.
        input: number == 0 ? base : Int64(inputCount + number - 1), source: sources[number],
        output: number == actions.count - 1 ? 0 : -1, base: base)
    }
    (wire.n_actions, wire.actions) = arena.messages(written)
  }
}

private struct WrittenAction: WireWritable {
  let action: LLBFileAction
  let input: Int64
  let source: Int64
  let output: Int64
  /// Which input has the names of owners.
  let base: Int64

  static var blank: Blank<Pb__FileAction> { pb__file_action__init }

  func write(to wire: inout Pb__FileAction, in arena: PackingArena) {
    wire.input = input
    wire.secondary_input = source
    wire.output = output
    switch action.kind {
    case .copy(let path, let destination, let options):
      wire.action_case = PB__FILE_ACTION__ACTION_COPY
      wire.copy = arena.message(
        WrittenCopy(path: path, destination: destination, options: options, base: base))
    case .makeFile(let path, let contents, let permissions, let owner):
      wire.action_case = PB__FILE_ACTION__ACTION_MKFILE
      wire.mkfile = arena.message(
        WrittenFile(
          path: path, contents: contents, permissions: permissions,
          owner: WrittenOwner(owner, base)))
    case .makeFolder(let path, let permissions, let makesParents, let owner):
      wire.action_case = PB__FILE_ACTION__ACTION_MKDIR
      wire.mkdir = arena.message(
        WrittenFolder(
          path: path, permissions: permissions, makesParents: makesParents,
          owner: WrittenOwner(owner, base)))
    case .remove(let path, let allowsNothing, let isPattern):
      wire.action_case = PB__FILE_ACTION__ACTION_RM
      wire.rm = arena.message(
        WrittenRemoval(path: path, allowsNothing: allowsNothing, isPattern: isPattern))
    case .link(let path, let target):
      wire.action_case = PB__FILE_ACTION__ACTION_SYMLINK
      wire.symlink = arena.message(WrittenLink(path: path, target: target))
    }
  }
}

private struct WrittenCopy: WireWritable {
  let path: String
  let destination: String
  let options: LLBCopy
  let base: Int64
  static var blank: Blank<Pb__FileActionCopy> { pb__file_action_copy__init }

  func write(to wire: inout Pb__FileActionCopy, in arena: PackingArena) {
    wire.src = arena.text(path)
    wire.dest = arena.text(destination)
    wire.owner = WrittenOwner(options.owner, base).map { arena.message($0) }
    wire.mode = options.permissions.map(Int32.init) ?? -1
    wire.follow_symlink = options.followsLinks ? 1 : 0
    wire.dir_copy_contents = options.copiesContents ? 1 : 0
    wire.attempt_unpack_docker_compatibility = options.unpacks ? 1 : 0
    wire.create_dest_path = options.makesParents ? 1 : 0
    wire.allow_wildcard = options.isPattern ? 1 : 0
    wire.allow_empty_wildcard = options.allowsNothing ? 1 : 0
    wire.timestamp = -1
    (wire.n_include_patterns, wire.include_patterns) = arena.texts(options.includePatterns)
    (wire.n_exclude_patterns, wire.exclude_patterns) = arena.texts(options.excludePatterns)
  }
}

private struct WrittenFile: WireWritable {
  let path: String
  let contents: [UInt8]
  let permissions: UInt16
  let owner: WrittenOwner?
  static var blank: Blank<Pb__FileActionMkFile> { pb__file_action_mk_file__init }

  func write(to wire: inout Pb__FileActionMkFile, in arena: PackingArena) {
    wire.path = arena.text(path)
    wire.mode = Int32(permissions & 0o777)
    wire.data = arena.bytes(contents)
    wire.owner = owner.map { arena.message($0) }
    wire.timestamp = -1
  }
}

private struct WrittenFolder: WireWritable {
  let path: String
  let permissions: UInt16
  let makesParents: Bool
  let owner: WrittenOwner?
  static var blank: Blank<Pb__FileActionMkDir> { pb__file_action_mk_dir__init }

  func write(to wire: inout Pb__FileActionMkDir, in arena: PackingArena) {
    wire.path = arena.text(path)
    wire.mode = Int32(permissions & 0o777)
    wire.make_parents = makesParents ? 1 : 0
    wire.owner = owner.map { arena.message($0) }
    wire.timestamp = -1
  }
}

private struct WrittenRemoval: WireWritable {
  let path: String
  let allowsNothing: Bool
  let isPattern: Bool
  static var blank: Blank<Pb__FileActionRm> { pb__file_action_rm__init }

  func write(to wire: inout Pb__FileActionRm, in arena: PackingArena) {
    wire.path = arena.text(path)
    wire.allow_not_found = allowsNothing ? 1 : 0
    wire.allow_wildcard = isPattern ? 1 : 0
  }
}

private struct WrittenLink: WireWritable {
  let path: String
  let target: String
  static var blank: Blank<Pb__FileActionSymlink> { pb__file_action_symlink__init }

  func write(to wire: inout Pb__FileActionSymlink, in arena: PackingArena) {
    wire.oldpath = arena.text(target)
    wire.newpath = arena.text(path)
    wire.timestamp = -1
  }
}

private struct WrittenOwner: WireWritable {
  let owner: LLBOwner
  let base: Int64

  init?(_ owner: LLBOwner?, _ base: Int64) {
    guard let owner else { return nil }
    self.owner = owner
    self.base = base
  }

  static var blank: Blank<Pb__ChownOpt> { pb__chown_opt__init }

  func write(to wire: inout Pb__ChownOpt, in arena: PackingArena) {
    wire.user = owner.user.map { arena.message(WrittenUser(name: $0, base: base)) }
    wire.group = owner.group.map { arena.message(WrittenUser(name: $0, base: base)) }
  }
}

private struct WrittenUser: WireWritable {
  let name: LLBOwner.Name
  let base: Int64
  static var blank: Blank<Pb__UserOpt> { pb__user_opt__init }

  func write(to wire: inout Pb__UserOpt, in arena: PackingArena) {
    switch name {
    case .id(let number):
      wire.user_case = PB__USER_OPT__USER_BY_ID
      wire.by_id = number
    case .name(let name):
      wire.user_case = PB__USER_OPT__USER_BY_NAME
      wire.by_name = arena.message(NamedUser(name: name, base: base))
    }
  }
}

private struct NamedUser: WireWritable {
  let name: String
  let base: Int64
  static var blank: Blank<Pb__NamedUserOpt> { pb__named_user_opt__init }

  func write(to wire: inout Pb__NamedUserOpt, in arena: PackingArena) {
    wire.name = arena.text(name)
    wire.input = base
  }
}
