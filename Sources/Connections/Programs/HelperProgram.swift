/// A program that connects its standard input and output to a server.
package struct HelperProgram: Hashable, Sendable {
  /// Its name, to be looked for on `PATH`; or its path, with a `/` in it.
  package var name: String
  package var arguments: [String]

  package init(_ name: String, _ arguments: [String]) {
    self.name = name
    self.arguments = arguments
  }
}

/// Connects by a program: one run of it for each connection.
package struct ProgramDialler: Dialler {
  package let address: String
  /// What is behind the program may be anywhere.
  package let isRemote = true
  private let program: HelperProgram

  /// - Parameter address: for messages.
  package init(_ program: HelperProgram, address: String) {
    self.program = program
    self.address = address
  }

  package func dial(until deadline: ContinuousClock.Instant) async throws -> Connection {
    try Task.checkCancellation()
    return try RunningProgram.start(program)
  }
}
