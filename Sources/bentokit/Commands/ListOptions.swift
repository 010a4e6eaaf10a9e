import ArgumentParser
import BuildKit

/// How results are printed.
struct ListOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How it is printed: table or json.",
      discussion: """
        A table is for people; on a terminal its wide columns are cut to fit. JSON is for programs: \
        times by RFC 3339 in UTC, sizes in bytes, names as in BuildKit's own tools. A list is one \
        array; what comes bit by bit is one object on each line.
        """))
  var format = ListFormat.table

  /// Prints a result in the format that was asked for.
  func print<Value: Encodable>(
    _ value: Value, as table: (Value) -> TextTable
  ) throws(SystemFailure) {
    switch format {
    case .json: try StandardStream.print(JSONText.document(value))
    case .table: try Self.print(table(value))
    }
  }

  /// Prints a table.
  static func print(_ table: TextTable) throws(SystemFailure) {
    try StandardStream.print(table.text(columns: StandardStream.columns))
  }
}

enum ListFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json
}
