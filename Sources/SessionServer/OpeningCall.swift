/// A call whose headers are still coming in.
struct OpeningCall {
  private(set) var method = ""
  private(set) var metadata = CallMetadata()
  private(set) var refusal: CallStatus?
  private var room: Int

  /// - Parameter limit: the most that names and values may add up to, in bytes.
  init(limit: Int) { self.room = limit }

  mutating func append(_ name: [UInt8], _ value: [UInt8]) {
    room -= name.count + value.count
    guard room >= 0 else {
      return refuse(.resourceExhausted("the call's metadata is over the limit"))
    }
    let name = String(decoding: name, as: UTF8.self)
    if name == ":path" {
      method = String(decoding: value, as: UTF8.self)
    } else if !name.hasPrefix(":") {
      metadata.append(name, value)
    }
  }

  mutating func refuse(_ status: CallStatus) {
    if refusal == nil { refusal = status }
  }
}
