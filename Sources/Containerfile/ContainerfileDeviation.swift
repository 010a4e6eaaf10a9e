/// A place where a Containerfile made here differs from BentoML's on purpose. Everywhere else the
/// instructions are the same.
public struct ContainerfileDeviation: Sendable, Hashable {
  /// What is wrong with BentoML's.
  public let defect: String
  /// The defect's number in the description of BentoML's behaviour; nil if it has none.
  public let number: String?
  /// What is done here instead.
  public let remedy: String

  /// All of them.
  public static let all: [ContainerfileDeviation] = [
    .init(
      "optional features are ignored for the second format; for the first they are installed behind"
        + " ENTRYPOINT, with a pip that the virtual environment doesn't have",
      "D27", "checked, and installed into the virtual environment with uv, before USER"),
    .init(
      "'&>' and braces in commands, which a POSIX shell takes for something else",
      "D29", "'>/dev/null 2>&1', and the paths in full"),
    .init(
      "the line that chooses a Dockerfile frontend stands below comments, where it has no effect",
      "D30", "left out: the builder's own frontend knows everything that is used"),
    .init(
      "values of the first format's variables are unquoted: all but the first word are lost",
      "D31", "quoted like those of the second format"),
    .init(
      "a variable whose value has several lines, or whose name is none, breaks the file",
      "D32", "refused by name"),
    .init(
      "secrets reach only the first simple command of a RUN, and break compound ones",
      "D33", "exported before anything of the command runs; flags of RUN stay in front"),
    .init(
      "a missing secret is the empty text in commands",
      "D34", "the lookup fails, and so does the command"),
    .init(
      "build-stage variables of the first format would end up in the image",
      "D36", "they are secrets there too"),
    .init(
      "runtime-stage variables are not in the image",
      "D37", "ENV behind the last command, where the bento gives a value"),
    .init(
      "the command that installs the distribution's helpers stands there twice",
      "D38", "once"),
    .init(
      "without a base image FROM has no image, and the build fails with a syntax error",
      nil, "refused, naming the field"),
    .init(
      "without a Python version the path is taken for one",
      nil, "--python is left out: uv takes the image's own Python"),
    .init(
      "an included path with blanks is split into several",
      nil, "COPY in its form with brackets"),
    .init(
      "a variable whose value is null is set to the text None",
      nil, "it has no value"),
  ]

  private init(_ defect: String, _ number: String?, _ remedy: String) {
    self.defect = defect
    self.number = number
    self.remedy = remedy
  }
}
