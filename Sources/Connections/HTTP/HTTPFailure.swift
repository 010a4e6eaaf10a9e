/// Why a question of HTTP was not answered, beside what connections fail for.
package enum HTTPFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The variable names a proxy that can't be used.
  case unusableProxy(String)
  /// The proxy, by its place, makes no connection.
  case refusedByProxy(String, status: Int)
  /// One answer after the other leads elsewhere.
  case tooManyRedirects
  /// An answer leads to where a question with a password must not go.
  case unsafeRedirect(String)

  /// What went wrong, in one line.
  package var description: String {
    switch self {
    case .unusableProxy(let variable): "\(variable) must be http://HOST:PORT, or HOST:PORT"
    case .refusedByProxy(let place, let status):
      "the proxy \(place) makes no connection (HTTP \(status))"
    case .tooManyRedirects: "it leads from one address to the next without end"
    case .unsafeRedirect(let place): "it leads to \(place), where no password is sent"
    }
  }
}
