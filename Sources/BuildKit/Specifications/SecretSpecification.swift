/// A secret for `RUN --mount=type=secret`, as users write it: `id=NAME` with `src=FILE`,
/// `env=VARIABLE`, `command=COMMAND` or `value=TEXT`. All but the last two are BuildKit's.
public struct SecretSpecification: Hashable, Sendable {
  /// The id that the instruction names.
  public var id: String
  /// Where the value is.
  public var source: SecretSource

  /// A secret by its parts.
  public init(id: String, source: SecretSource) {
    self.id = id
    self.source = source
  }

  /// The keys that BuildKit's own clients don't know.
  package static let ownKeys = ["command", "cmd", "value"]
  private static let keys = ["id", "type", "src", "source", "env"] + ownKeys

  /// Reads what users write. Without a source, the id names a variable of the environment if there is
  /// one, else a file. Others on the machine can see a `value` among the arguments of the program.
  ///
  /// - Throws: ``InvalidSpecification``, which doesn't tell a `value`.
  public init(_ text: String) throws(InvalidSpecification) {
    do throws(InvalidSpecification) {
      try self.init(reading: text)
    } catch {
      throw Self.withoutValue(error)
    }
  }

  /// What comes behind a value may be a part of it, such as behind a comma that is not in quotes.
  private static func withoutValue(_ error: InvalidSpecification) -> InvalidSpecification {
    let start = "value="
    let hidden = error.text.indices.first {
      error.text[$0...].prefix(start.count).lowercased() == start
    }
    guard let hidden else { return error }
    let isQuoting = error.reason.contains("\"")
    return InvalidSpecification(
      error.option, "\(error.text[..<hidden])value=…",
      isQuoting
        ? "write id=NAME,value=TEXT; a text with a comma stands in quotes: id=NAME,\"value=A,B\""
        : error.reason)
  }

  private init(reading text: String) throws(InvalidSpecification) {
    let list = try KeyValueList(parsing: text, of: "secret")
    if let other = list.fields.first(where: { !Self.keys.contains($0.key) }) {
      throw InvalidSpecification(
        "secret", text, "unknown key \"\(other.key)\"; use id, src, env, command, value")
    }
    guard list.fields.count(where: { $0.key == "id" }) < 2 else {
      throw InvalidSpecification("secret", text, "id is given twice; write --secret for each")
    }
    let type = list["type"]
    let path = list["src"] ?? list["source"]
    guard let id = list["id"] ?? path, !id.isEmpty, type == nil || type == "file" || type == "env"
    else {
      throw InvalidSpecification(
        "secret", text,
        "write id=NAME,src=FILE or id=NAME,env=VARIABLE, or command=COMMAND in their place")
    }
    self.id = id
    if let own = try Self.ownSource(list, text) {
      source = own
    } else if let variable = list["env"] ?? (type == "env" ? path ?? id : nil) {
      source = .environment(variable: variable)
    } else if let path {
      source = .file(path: path)
    } else if type == nil, ProcessEnvironment.value(of: id) != nil {
      source = .environment(variable: id)
    } else {
      source = .file(path: id)
    }
  }

  private static func ownSource(
    _ list: KeyValueList, _ text: String
  ) throws(InvalidSpecification) -> SecretSource? {
    let command = list["command"] ?? list["cmd"]
    let value = list["value"]
    guard command != nil || value != nil else { return nil }
    let others = ["type", "src", "source", "env"].contains { list[$0] != nil }
    guard !others, command == nil || value == nil else {
      throw InvalidSpecification("secret", text, "give one of src, env, command and value")
    }
    guard command?.isEmpty != true else {
      throw InvalidSpecification("secret", text, "the command is empty")
    }
    return command.map { .command($0) } ?? value.map { .value(Array($0.utf8)) }
  }
}
