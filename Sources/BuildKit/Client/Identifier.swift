/// Random identifiers for builds and sessions.
enum Identifier {
  /// 25 characters of `0-9a-z`: as many bits as BuildKit's own identifiers have, and free of `:`,
  /// which a session's may not contain.
  static func random() -> String {
    let digits = Array("0123456789abcdefghijklmnopqrstuvwxyz")
    var generator = SystemRandomNumberGenerator()
    return String((0..<25).map { _ in digits[Int.random(in: 0..<36, using: &generator)] })
  }
}
