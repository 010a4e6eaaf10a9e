import CGRPC
import Glibc

/// What gRPC core wants to print. What matters of it comes with a call's status, so it is printed only for who
/// asks core for it.
enum CoreLog {
  /// The variable that asks core to print, as everywhere: what is told, down to `debug`, `info` or `error`.
  ///
  /// Source: gRPC core, `doc/environment_variables.md`.
  private static let verbosity = "GRPC_VERBOSITY"

  /// Takes core's log over, but where its own variable asks for it. Call it before anything of core runs.
  static func silence() {
    guard getenv(verbosity) == nil else { return }
    gpr_set_log_function { _ in }
  }
}
