import SessionServer

extension FakeScript {
  /// Makes calls through the session, asks for its health beside them, and tells of success once that is
  /// answered and those calls have ended that it waits for.
  ///
  /// - Parameters:
  ///   - calls: their frames, of streams below 99.
  ///   - streams: the calls whose end it waits for.
  static func calling(_ calls: [UInt8], awaiting streams: Set<UInt32>) -> FakeScript {
    let health: UInt32 = 99
    let question =
      HTTP2.call("/grpc.health.v1.Health/Check", stream: health)
      + HTTP2.message([], stream: health, endsStream: true)
    return FakeScript(
      session: { build in
        build.sendThroughSession(HTTP2.clientPreface + HTTP2.emptySettings + calls + question)
      },
      sessionBytes: { build, _ in
        if build.frames.endedStreams.isSuperset(of: streams.union([health])) {
          build.finishSolve(.ok)
        }
      })
  }
}
