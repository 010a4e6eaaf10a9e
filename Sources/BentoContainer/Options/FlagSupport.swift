package import Bento

extension Backend {
  /// Refuses what flags of a command ask for and only other backends can do. What `--opt` says is handed
  /// on instead, see ``BackendOptions/additionalOptions``. No file is read.
  ///
  /// - Parameter flags: what the flags say, as options by their names.
  /// - Throws: ``ContainerError`` of kind `invalidOption`, with the backends that can; `invalidVariable`.
  package func check(
    flags: AdditionalOptions, environment: EnvironmentLookup = processEnvironment
  ) throws(ContainerError) {
    for flag in flags.elements {
      if try takes(flag.name, environment) { continue }
      let text = BuilderOption<Never>.flag(of: flag.name)
      throw ContainerError(
        .invalidOption, "\(name) can't honour \(text)" + OptionReference.whoHonours(flag.name))
    }
  }

  /// Whether an option is declared, or the program knows it all the same. Why one that is declared
  /// can't be used is told where its value is read.
  private func takes(
    _ option: String, _ environment: EnvironmentLookup
  ) throws(ContainerError) -> Bool {
    if declaredOptions.contains(where: { $0.name == option }) { return true }
    guard let program = self as? any ProcessBackend, program.furtherOptions.contains(option)
    else { return false }
    let isOn = try BuildKitSwitch.state(environment) ?? true
    return isOn || !program.usesBuildKit
  }

  /// Refuses a flag about the program that is run, where none is.
  ///
  /// - Throws: ``ContainerError`` of kind `invalidOption`, with the backends that run one.
  package func checkRunsProgram(for flag: String) throws(ContainerError) {
    guard self is any DirectBackend else { return }
    let programs = registeredBackends.filter { $0 is any ProcessBackend }.map(\.name)
    throw ContainerError(
      .invalidOption,
      "\(name) runs no program, which \(flag) is for; leave it out, or use one of "
        + programs.joined(separator: ", "))
  }
}
