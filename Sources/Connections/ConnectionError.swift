/// Why a connection was not made, or has broken.
public enum ConnectionError: Error, Hashable, Sendable {
  /// Nobody is there; the system's words.
  case unreachable(reason: String)
  /// The name of the host can't be looked up; the system's words.
  case unknownHost(String, reason: String)
  /// The time given was over.
  case timedOut
  /// A path of a socket that can't be one: it is empty, has a NUL or over 107 bytes.
  case invalidPath(String)
  /// TLS did not come about, or ended badly.
  case tls(TLSFailure)
  /// A server of HTTP did not change to another protocol: its status, and what it said.
  case noUpgrade(status: Int, message: String)
  /// What answers does not speak HTTP/1.1 as it should.
  case notHTTP
  /// The program that is to connect isn't there, or can't be run; the system's words.
  case programNotStarted(String, reason: String)
  /// The program that was to connect has ended.
  case programEnded(ProgramEnd)
}

extension ConnectionError {
  /// The end of a program that was to keep a connection up.
  public struct ProgramEnd: Hashable, Sendable {
    /// The program, as it was called.
    public var program: String
    /// What it exited with; nil if it was killed, or has not ended yet.
    public var status: Int32?
    /// The signal that killed it, if one did.
    public var signal: Int32?
    /// The last lines that it wrote to standard error, the oldest first.
    public var lastLines: [String]

    /// An end of a program.
    public init(program: String, status: Int32?, signal: Int32? = nil, lastLines: [String]) {
      self.program = program
      self.status = status
      self.signal = signal
      self.lastLines = lastLines
    }
  }

  /// What went wrong with TLS, where it was that.
  public var tlsFailure: TLSFailure? {
    if case .tls(let failure) = self { failure } else { nil }
  }
}

extension ConnectionError: CustomStringConvertible {
  /// What went wrong, in one line.
  public var description: String {
    switch self {
    case .unreachable(let reason): reason
    case .unknownHost(let host, let reason): "the host \(host) is not known: \(reason)"
    case .timedOut: "no answer in the time given"
    case .invalidPath(let path):
      "the path of a socket has 1 to 107 bytes and no NUL: \"\(path)\""
    case .tls(let failure): "\(failure)"
    case .noUpgrade(let status, let message):
      "it does not change to HTTP/2 (HTTP \(status)\(message.isEmpty ? "" : ": \(message)"))"
    case .notHTTP: "what answers does not speak HTTP"
    case .programNotStarted(let program, let reason): "\(program) can't be run: \(reason)"
    case .programEnded(let end): end.description
    }
  }
}

extension ConnectionError.ProgramEnd: CustomStringConvertible {
  /// The program, how it ended, and its last words, in one line.
  public var description: String {
    let ending =
      switch (status, signal) {
      case (_, let signal?): "was killed by signal \(signal)"
      case (let status?, _): "ended with status \(status)"
      default: "closed the connection"
      }
    let told = toldLines
    let words = told.isEmpty ? "" : ": " + told.joined(separator: "; ")
    return "\(program) \(ending)\(words)"
  }

  /// The lines for people: those of the log of Kubernetes' libraries, such as
  /// `E1126 01:03:32.462226   11851 memcache.go:265] …`, only where there are no others.
  private var toldLines: [String] {
    let others = lastLines.filter { line in
      let mark = line.prefix { $0 != " " }
      return
        !(mark.utf8.count == 5 && "IWEF".contains(line.prefix(1))
        && mark.dropFirst().allSatisfy(\.isNumber))
    }
    return others.isEmpty ? lastLines.suffix(1) : others
  }
}
