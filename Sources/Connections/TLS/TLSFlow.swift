import Glibc

/// What flows through a pump: bytes in the clear to the peer, and the peer's back.
struct TLSFlow: ~Copyable {
  /// Bytes that were read on one side and not yet written on the other.
  private struct Held {
    var bytes: [UInt8]
    var range = 0..<0

    var isEmpty: Bool { range.isEmpty }
    mutating func drop(_ count: Int) { range = range.lowerBound + count..<range.upperBound }
  }

  private let session: TLSSession
  private let clear: Int32
  private var outgoing: Held
  private var incoming: Held
  private var isClearOver = false
  private var isPeerOver = false
  private var isPeerDeaf = false
  private var failure: TLSFailure?
  /// When a peer is given up that takes nothing, since nobody is on the side in the clear any more.
  private var giveUpTime: ContinuousClock.Instant?

  /// How long such a peer may take nothing.
  private static let patience = Duration.seconds(5)

  /// What the session waits for, in terms of `poll`.
  private var readNeeds: Int32 = 0
  private var writeNeeds: Int32 = 0

  init(_ session: TLSSession, _ clear: Int32, capacity: Int) {
    self.session = session
    self.clear = clear
    outgoing = Held(bytes: [UInt8](repeating: 0, count: capacity))
    incoming = Held(bytes: [UInt8](repeating: 0, count: capacity))
  }

  /// Carries bytes until either side has ended; returns what went wrong, if that was it.
  mutating func run() -> TLSFailure? {
    while true {
      var moved = false
      if receiveClear() { moved = true }
      if sendToPeer() {
        moved = true
        giveUpTime = nil
      }
      if receiveFromPeer() { moved = true }
      if sendClear() { moved = true }
      if isPeerOver, incoming.isEmpty { return failure }
      if isClearOver, outgoing.isEmpty {
        session.sayGoodbye()
        return failure
      }
      if let giveUpTime, giveUpTime <= .now { return failure }
      if !moved { wait() }
    }
  }

  private mutating func receiveClear() -> Bool {
    guard !isClearOver, !isPeerDeaf, outgoing.isEmpty else { return false }
    let count = recv(clear, &outgoing.bytes, outgoing.bytes.count, Int32(MSG_DONTWAIT))
    if count > 0 {
      outgoing.range = 0..<count
      return true
    }
    if count < 0, errno == EAGAIN || errno == EINTR { return false }
    isClearOver = true
    return true
  }

  private mutating func sendToPeer() -> Bool {
    writeNeeds = 0
    guard !outgoing.isEmpty, !isPeerOver else { return false }
    let step = outgoing.bytes.withUnsafeBytes { [session, range = outgoing.range] in
      session.write(UnsafeRawBufferPointer(rebasing: $0[range]))
    }
    switch step {
    case .moved(let count):
      outgoing.drop(count)
      return true
    case .needsRead: writeNeeds = POLLIN
    case .needsWrite: writeNeeds = POLLOUT
    case .ended: isPeerDeaf = true
    case .failed(let reason):
      isPeerDeaf = true
      failure = reason
    }
    // A peer that listens no more may have said why.
    if isPeerDeaf { outgoing.range = 0..<0 }
    return isPeerDeaf
  }

  private mutating func receiveFromPeer() -> Bool {
    readNeeds = 0
    guard incoming.isEmpty, !isPeerOver else { return false }
    let step = incoming.bytes.withUnsafeMutableBytes { [session] in session.read($0) }
    switch step {
    case .moved(let count):
      incoming.range = 0..<count
      return true
    case .needsRead: readNeeds = POLLIN
    case .needsWrite: readNeeds = POLLOUT
    case .ended: isPeerOver = true
    case .failed(let reason):
      isPeerOver = true
      failure = reason
    }
    return isPeerOver
  }

  private mutating func sendClear() -> Bool {
    guard !incoming.isEmpty else { return false }
    let count = incoming.bytes.withUnsafeBytes { [clear, range = incoming.range] in
      send(
        clear, $0.baseAddress.map { $0 + range.lowerBound }, range.count,
        Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
    }
    if count > 0 {
      incoming.drop(count)
      return true
    }
    if errno == EAGAIN || errno == EINTR { return false }
    // Nobody reads any more: what the peer says is lost, what was to be said to it is not.
    incoming.range = 0..<0
    isClearOver = true
    giveUpTime = giveUpTime ?? .now + Self.patience
    return true
  }

  /// Sleeps until either side can move, or the peer is to be given up. A side that nothing is wanted of
  /// is left out once it has ended: it would wake us without end.
  private mutating func wait() {
    var clearEvents: Int32 = 0
    if outgoing.isEmpty, !isClearOver, !isPeerDeaf { clearEvents |= POLLIN }
    if !incoming.isEmpty { clearEvents |= POLLOUT }
    let peerEvents = readNeeds | writeNeeds
    let isClearWatched = clearEvents != 0 || giveUpTime == nil
    var entries = [
      pollfd(fd: isClearWatched ? clear : -1, events: Int16(clearEvents), revents: 0),
      pollfd(
        fd: peerEvents == 0 ? -1 : session.descriptor, events: Int16(peerEvents), revents: 0),
    ]
    let left = giveUpTime.map { Int32(max(1, ($0 - .now) / .milliseconds(1))) }
    poll(&entries, 2, left ?? -1)
    if entries[0].revents & Int16(POLLHUP) != 0, giveUpTime == nil {
      giveUpTime = .now + Self.patience
    }
  }
}
