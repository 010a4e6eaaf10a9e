import Glibc

/// Gives the value of an environment variable; nil if it isn't set.
public typealias EnvironmentLookup = @Sendable (String) -> String?

/// The value of a variable of this process's environment; nil if it isn't set.
public func processEnvironment(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}
