import CGRPC

/// What gRPC core wants to print. It is never printed: what matters of it comes with a call's status.
enum CoreLog {
  /// Takes core's log over. Call it before anything of core runs.
  static func silence() { gpr_set_log_function { _ in } }
}
