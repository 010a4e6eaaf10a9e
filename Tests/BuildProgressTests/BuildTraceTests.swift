import BuildKit
import Testing

@testable import BuildProgress

@Suite struct BuildTraceTests {
  func trace(_ news: StatusResponse...) -> BuildTrace {
    var trace = BuildTrace()
    for status in news { trace.apply(status, at: 0) }
    return trace
  }

  @Test func stepsAreCountedOnceTheyAreKnown() {
    let trace = trace(step("a"), step("b"), step("a", 0), step("a", 0, 1))
    #expect(trace.counts == (completed: 1, total: 2))
  }

  @Test func aWeakGroupStaysHiddenUntilItFailsOrAnotherMemberStarts() {
    let weak = ProgressGroup(id: "g", name: "g", isWeak: true)
    let strong = ProgressGroup(id: "g", name: "g")
    #expect(trace(step("a", 0, group: weak)).counts == (completed: 0, total: 0))
    #expect(trace(step("a", 0, group: weak), step("b", 0, group: strong)).counts.total == 1)
    #expect(trace(step("a", 0, 1, error: "x", group: weak)).counts == (completed: 1, total: 1))
  }

  @Test func aGroupIsCachedOnlyIfAllOfItIs() {
    let group = ProgressGroup(id: "g", name: "g")
    let cached = step("a", 0, 0, cached: true, group: group)
    #expect(trace(cached).steps[0].isCached)
    #expect(!trace(cached, step("b", 0, 0, group: group)).steps[0].isCached)
  }

  @Test func aRepeatedAnnouncementResetsNothing() {
    #expect(trace(step("a", 0, 1), step("a")).counts == (completed: 1, total: 1))
  }

  @Test func whatWasCancelledHasNotFailed() {
    let trace = trace(step("a", 0, 1, error: "boom"), step("b", 0, 1, error: "x: context canceled"))
    #expect(trace.failedSteps.map(\.name) == ["[a]"])
  }

  @Test func newsOfUnknownStepsIsIgnored() {
    let trace = trace(log("x", 0, "line\n"), item("i", of: "x", 0, 0, 0, since: 0))
    #expect(trace.steps.isEmpty)
  }

  @Test func timesThatMakeNoSenseCrashNothing() {
    var vertex = Vertex(digest: "a", name: "a")
    vertex.started = Timestamp(nanosecondsSince1970: .min)
    vertex.completed = Timestamp(nanosecondsSince1970: .max)
    var trace = BuildTrace()
    trace.apply(StatusResponse(vertexes: [vertex]), at: .max)
    vertex.started = vertex.completed
    vertex.completed = Timestamp(nanosecondsSince1970: .min)
    trace.apply(StatusResponse(vertexes: [vertex]), at: .min)
    #expect(trace.steps[0].runTime.seconds(at: trace.daemonTime(at: 5)) > 0)
  }

  @Test(
    arguments: [
      ([(0, 1)], 1), ([(0, nil)], 10), ([(0, 2), (1, 3)], 3), ([(0, 5), (1, 2)], 5),
      ([(0, 1), (2, 3)], 2), ([(0, 1), (2, nil)], 9), ([(0, nil), (2, 3)], 10),
      ([(3, 4), (0, 1)], 2), ([(0, nil), (0, 1)], 1), ([(5, 4)], 0),
    ] as [([(Double, Double?)], Double)])
  func overlappingRunsCountOnce(runs: [(Double, Double?)], seconds: Double) {
    var runTime = RunTime()
    for (start, stop) in runs { runTime.record(start: at(start), stop: stop.map(at)) }
    #expect(runTime.seconds(at: at(10)) == seconds)
  }
}
