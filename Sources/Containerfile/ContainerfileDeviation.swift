/// A place where a Containerfile made here differs from BentoML's on purpose. Everywhere else the
/// instructions are the same.
public struct ContainerfileDeviation: Sendable, Hashable, Identifiable {
  /// The defect's number in the description of BentoML's behaviour, such as `D27`; a word if it has
  /// none.
  public let id: String
  /// What is wrong with BentoML's.
  public let defect: String
  /// What is done here instead.
  public let remedy: String

  /// All of them.
  public static let all: [ContainerfileDeviation] = [
    .init(
      "D26", "printing copies the bento and every model, and fails if one is missing",
      "made in memory; no model is touched"),
    .init(
      "D27",
      "optional features are ignored for the second format; for the first they are installed behind"
        + " ENTRYPOINT, with a pip that the virtual environment doesn't have",
      "checked, and installed into the virtual environment with uv, before USER; only where a"
        + " template of one's own has no virtual environment they are installed as BentoML does"),
    .init(
      "D28", "system packages of Alpine are never installed: '&&' is missing", "'&&'"),
    .init(
      "D29", "'&>' and braces in commands, which a POSIX shell takes for something else",
      "'>/dev/null 2>&1', and the paths in full"),
    .init(
      "D30",
      "the line that chooses a Dockerfile frontend stands below comments, where it has no effect",
      "left out: the builder's own frontend knows everything that is used"),
    .init(
      "D31",
      "values of the first format's variables are unquoted: all but the first word are lost",
      "quoted like those of the second format"),
    .init(
      "D32", "a variable whose value has several lines, or whose name is none, breaks the file",
      "refused by name"),
    .init(
      "D33", "secrets reach only the first simple command of a RUN, and break compound ones",
      "exported before anything of the command runs; flags of RUN stay in front"),
    .init(
      "D34", "a missing secret is the empty text in commands",
      "the lookup fails, and so does the command"),
    .init(
      "D36", "build-stage variables of the first format end up in the image",
      "they are secrets there too"),
    .init(
      "D37", "runtime-stage variables are not in the image",
      "ENV behind the last command, where the bento gives a value"),
    .init(
      "D38", "the command that installs the distribution's helpers stands there twice", "once"),
    .init(
      "D39", "Amazon Linux can't be had with the first format",
      "it can: uv, installed with the Python that the distribution has, brings the one that the"
        + " bento asks for"),
    .init(
      "D40", "variables of the documentation's templates have been renamed, and print as nothing",
      "the old names live on"),
    .init(
      "D41", "USER is always bentoml, whatever bento__user a template sets", "the user that is set"),
    .init(
      "D42", "a second bento built by one process gets the template of the first",
      "templates are looked for in the folder of their own bento, and nowhere else"),
    .init(
      "no-base-image", "an empty base image makes a FROM without an image",
      "the second format: refused, naming the field; the first: as if there were none"),
    .init(
      "python-version",
      "without a Python version the path is taken for one, and signs in it are the shell's",
      "--python is left out, so that uv takes the image's own Python; signs are quoted"),
    .init(
      "include-path", "an included path with blanks is split into several",
      "COPY in its form with brackets"),
    .init(
      "null-value", "a variable whose value is null is set to the text None", "it has no value"),
    .init(
      "empty-packages", "an empty list of system packages installs no packages, which fails",
      "nothing is run"),
    .init(
      "empty-script", "an empty setup_script runs a script that isn't there", "nothing is run"),
    .init(
      "block-end", "a template's block without an end of line runs into the next instruction",
      "every block begins a line"),
    .init(
      "conda-python", "the version of ipython is taken for that of Python, and so is python=310",
      "only the package python, and a version with a dot"),
  ]

  private init(_ id: String, _ defect: String, _ remedy: String) {
    self.id = id
    self.defect = defect
    self.remedy = remedy
  }
}
