/// The last lines that a program has written to its two streams, in the order in which they came.
///
/// What one stream holds may be read long before what was written earlier to the other, on a busy machine
/// say. So each stream has its share of the lines, however much the other one brings afterwards.
struct LastLines: Sendable {
  private struct Line {
    /// How many lines had come before.
    var number: Int
    var bytes: [UInt8]
  }

  /// The end of one stream.
  private struct End {
    var lines: [Line] = []
    /// What came after the last end of a line.
    var begun: [UInt8] = []
  }

  /// So many bytes of a line are kept.
  private static let width = 1000

  private let count: Int
  private var output = End()
  private var errors = End()
  private var number = 0

  /// - Parameter count: so many lines are kept.
  init(count: Int) { self.count = count }

  /// Takes in what was read next.
  mutating func append(_ piece: ProcessOutput) {
    switch piece {
    case .standardOutput(let bytes): append(bytes, to: \.output)
    case .standardError(let bytes): append(bytes, to: \.errors)
    }
  }

  private mutating func append(_ bytes: [UInt8], to stream: WritableKeyPath<Self, End>) {
    let parts = bytes.split(omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
    }
    // All but the last have an end, and the first may have begun before. Of many, only those that can
    // stay are looked at.
    let ended = parts.dropLast()
    for part in ended.prefix(1) + ended.dropFirst().filter({ !$0.isEmpty }).suffix(count) {
      begin(part, in: stream)
      end(stream)
    }
    if let last = parts.last { begin(last, in: stream) }
  }

  private mutating func begin(_ part: ArraySlice<UInt8>, in stream: WritableKeyPath<Self, End>) {
    self[keyPath: stream].begun += part.prefix(Self.width - self[keyPath: stream].begun.count)
  }

  private mutating func end(_ stream: WritableKeyPath<Self, End>) {
    let bytes = self[keyPath: stream].begun
    guard !bytes.isEmpty else { return }
    self[keyPath: stream].begun = []
    self[keyPath: stream].lines.append(Line(number: number, bytes: bytes))
    number += 1
    if self[keyPath: stream].lines.count > count { self[keyPath: stream].lines.removeFirst() }
  }

  /// Those of standard error, oldest first; none is empty.
  var ofErrors: [String] {
    var ended = self
    ended.end(\.errors)
    return ended.errors.lines.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  /// Those of both streams, oldest first; none is empty. Half of them are of each, unless one has fewer.
  var ofBoth: [String] {
    var ended = self
    ended.end(\.output)
    ended.end(\.errors)
    let (output, errors) = (ended.output.lines, ended.errors.lines)
    let share = max(count / 2, count - output.count)
    let chosen = errors.suffix(share)
    return (output.suffix(count - chosen.count) + chosen).sorted { $0.number < $1.number }
      .map { String(decoding: $0.bytes, as: UTF8.self) }
  }
}
