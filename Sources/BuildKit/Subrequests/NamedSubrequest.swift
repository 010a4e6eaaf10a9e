extension Subrequest where Value == [UInt8] {
  /// Any question by its name, such as `frontend.subrequests.describe`; the answer is as the frontend
  /// writes it.
  public static func named(_ name: String) -> Subrequest {
    Subrequest(name)
  }

  private init(_ name: String) {
    self.init(name, advice: nil) { $0 }
  }
}
