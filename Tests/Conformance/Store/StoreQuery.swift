/// One look-up, and what it found.
struct StoreQuery: Decodable {
  struct Result: Decodable {
    let tag: String
    let path: String
  }

  let query: String
  let result: Result?
  let error: TagCase.Failure?
  let log: [String]?
}
