/// The instructions that the images of both formats have in common.
extension ImageLayout {
  var localeLines: [String] {
    [
      "ENV LANG=C.UTF-8",
      "ENV LC_ALL=C.UTF-8",
      "ENV PYTHONIOENCODING=UTF-8",
      "ENV PYTHONUNBUFFERED=1",
    ]
  }

  var userArguments: [String] {
    [
      "ARG BENTO_USER=\(user)",
      "ARG BENTO_USER_UID=\(userID)",
      "ARG BENTO_USER_GID=\(userID)",
    ]
  }

  var pathVariables: [String] {
    [
      "ARG BENTO_PATH=\(bentoPath)",
      "ENV BENTO_PATH=$BENTO_PATH",
      "ENV BENTOML_HOME=\(home)",
      "ENV BENTOML_HF_CACHE_DIR=\(bentoPath)/hf-models",
      "ENV BENTOML_CONTAINERIZED=true",
    ]
  }

  var bentoFolderLines: [String] {
    [
      "RUN mkdir $BENTO_PATH && chown \(user):\(user) $BENTO_PATH -R",
      "WORKDIR $BENTO_PATH",
    ]
  }

  /// Makes the virtual environment that packages go into.
  ///
  /// - Parameter python: the option by which uv is asked for a version; nil for the image's own.
  func virtualEnvironmentLines(python: String?, _ run: RunInstruction) -> [String] {
    let choice = python.map { "\($0) " } ?? ""
    return [
      run.withSecrets("command -v uv >/dev/null || pip install uv"),
      run.withSecrets(
        "UV_PYTHON_INSTALL_DIR=/app/python/ uv venv \(choice)\(virtualEnvironment)"
          + " && chown -R \(user):\(user) \(virtualEnvironment)"),
      "ENV VIRTUAL_ENV=\(virtualEnvironment)",
      "ENV UV_COMPILE_BYTECODE=1",
    ]
  }

  var entrypointLines: [String] {
    [
      "EXPOSE \(servicePort)",
      "EXPOSE \(metricsPort)",
      "RUN chmod +x \(entrypoint)",
      "USER \(user)",
      "ENTRYPOINT [ \(JSONText.string(entrypoint)) ]",
    ]
  }
}

/// Commands that add the user of an image.
enum AddUser {
  /// With the tools that most distributions have.
  static let common =
    "groupadd -g $BENTO_USER_GID -o $BENTO_USER"
    + " && useradd -m -u $BENTO_USER_UID -g $BENTO_USER_GID -o -r $BENTO_USER"

  /// With BusyBox's tools.
  static let busybox =
    "addgroup -g $BENTO_USER_GID -S $BENTO_USER"
    + " && adduser -u $BENTO_USER_UID -G $BENTO_USER -S $BENTO_USER"
}
