import CGRPC

/// A deadline in core's clock; none means never.
func coreDeadline(_ deadline: ContinuousClock.Instant?) -> gpr_timespec {
  guard let deadline else { return gpr_inf_future(GPR_CLOCK_MONOTONIC) }
  let left = max(.zero, ContinuousClock.now.duration(to: deadline)).components
  let span = gpr_timespec(
    tv_sec: left.seconds, tv_nsec: Int32(left.attoseconds / 1_000_000_000),
    clock_type: GPR_TIMESPAN)
  return gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), span)
}
