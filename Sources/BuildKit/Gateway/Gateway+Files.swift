extension Gateway {
  /// As much as is read of a file at once, in bytes: messages have at most 16 MiB.
  private static let piece: Int64 = 4 << 20

  /// What is known of a file or folder in a result. The result is built first.
  ///
  /// - Parameters:
  ///   - path: in the result; links on the way are followed, inside of it.
  ///   - reference: the result.
  /// - Throws: ``BuildError``, of code `notFound` if there is nothing; `CancellationError`.
  public func file(
    _ path: String, in reference: GatewayResult.Reference
  ) async throws -> ResultFile {
    let response = try await call(
      "StatFile", StatFileRequest(reference: reference.id, path: path), as: StatFileResponse.self)
    guard let file = response.file else {
      throw BuildError(malformed: MalformedMessage("StatFileResponse"), endpoint: client.endpoint)
    }
    return file
  }

  /// What is in a folder of a result, sorted by name. The result is built first.
  ///
  /// - Parameters:
  ///   - path: in the result.
  ///   - pattern: names that count, with `*` and `?`; nil for all.
  ///   - reference: the result.
  /// - Throws: ``BuildError``; `CancellationError`.
  public func contents(
    ofFolder path: String, matching pattern: String? = nil, in reference: GatewayResult.Reference
  ) async throws -> [ResultFile] {
    let request = ReadDirRequest(reference: reference.id, path: path, pattern: pattern ?? "")
    return try await call("ReadDir", request, as: ReadDirResponse.self).entries
  }

  /// A piece of a file in a result. The result is built first.
  ///
  /// - Parameters:
  ///   - range: which bytes, of which those past the end are left out.
  ///   - path: in the result.
  ///   - reference: the result.
  /// - Throws: ``BuildError``; `CancellationError`.
  public func bytes(
    _ range: Range<Int64>, ofFile path: String, in reference: GatewayResult.Reference
  ) async throws -> [UInt8] {
    let request = ReadFileRequest(reference: reference.id, path: path, range: range)
    let data = try await call("ReadFile", request, as: ReadFileResponse.self).data
    guard Int64(data.count) <= range.upperBound - range.lowerBound else {
      throw BuildError(malformed: MalformedMessage("ReadFileResponse"), endpoint: client.endpoint)
    }
    return data
  }

  /// A whole file of a result. The result is built first.
  ///
  /// - Parameters:
  ///   - path: in the result.
  ///   - limit: the most bytes that are read.
  ///   - reference: the result.
  /// - Throws: ``BuildError``, of code `resourceExhausted` for a longer file; `CancellationError`.
  public func contents(
    ofFile path: String, limit: Int64 = 64 << 20, in reference: GatewayResult.Reference
  ) async throws -> [UInt8] {
    var contents: [UInt8] = []
    while true {
      let start = Int64(contents.count)
      let wanted = start..<start + min(Self.piece, limit + 1 - start)
      contents += try await bytes(wanted, ofFile: path, in: reference)
      guard Int64(contents.count) <= limit else {
        throw BuildError(.resourceExhausted, "\(path) in the result is longer than \(limit) bytes")
      }
      if Int64(contents.count) < wanted.upperBound { return contents }
    }
  }
}
