/// Why a text is refused as YAML.
struct YAMLProblem: Error {
  let message: String
  let mark: YAMLMark
}
