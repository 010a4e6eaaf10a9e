import Bento

/// The error that something throws; nil if it throws none.
func errorOf<Result>(_ work: () throws(BentoError) -> Result) -> BentoError? {
  do throws(BentoError) {
    _ = try work()
    return nil
  } catch {
    return error
  }
}

/// Reads the text of a `bento.yaml`.
func info(_ yaml: String) throws(BentoError) -> BentoInfo {
  var warnings: [BentoWarning] = []
  return try BentoInfo(yaml: Array(yaml.utf8), path: "bento.yaml", warnings: &warnings)
}
