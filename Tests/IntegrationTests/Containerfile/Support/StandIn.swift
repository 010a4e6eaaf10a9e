import BuildKit
import FileTree

/// A stage in the place of a base image, where the programs that would need a network, or are not
/// there, only write down what they were called with.
enum StandIn {
  /// The programs.
  private static let programs = [
    "apt-get", "add-apt-repository", "apk", "yum", "dnf", "amazon-linux-extras", "conda", "uv",
    "pip", "python3",
  ]

  /// Its steps are shared with no other build: where one of those fails, BuildKit 0.13 may crash.
  ///
  /// - Parameter image: the image it is made of, which brings the shell and what adds users.
  static func stage(of image: String) -> String {
    let record = [
      "#!/bin/sh", #"printf "%s" "${0##*/}" >> /calls"#,
      #"for word in "$@"; do printf " [%s]" "$word" >> /calls; done"#, "echo >> /calls",
      // What later instructions need of them.
      #"case "${0##*/} $1" in"#, #""uv venv") mkdir -p /app/.venv/bin ;;"#,
      #""addgroup -g") echo "$4:x:$2:" >> /etc/group ;;"#,
      #""adduser -u") echo "$6:x:$2:$2::/home/$6:/bin/sh" >> /etc/passwd"#,
      #"mkdir -p /home/$6 ;;"#,
      "esac", "",
    ].joined(separator: "\\n")
    let folders = "/usr/local/bin /opt/conda/bin"
    return """
      FROM \(image) AS stand-in
      ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
      RUN : \(unique()) && mkdir -p \(folders) /var/cache /etc/apt/apt.conf.d && touch /calls && chmod 666 /calls \\
        && printf '%b' '\(record)' > /usr/local/bin/record && chmod 755 /usr/local/bin/record \\
        && for program in \(programs.joined(separator: " ")); do \\
             for folder in \(folders); do ln -sf /usr/local/bin/record $folder/$program; done; \\
           done \\
        && if ! command -v bash; then \
             printf '#!/bin/sh\\nexec /bin/sh "$@"\\n' > /usr/local/bin/bash; \
             chmod 755 /usr/local/bin/bash; fi \
        && if ! command -v addgroup; then \
             ln -s record /usr/local/bin/addgroup; ln -s record /usr/local/bin/adduser; fi
      """
  }

  /// A context with the files that the instructions copy.
  static func context(_ files: [String: String] = [:]) throws -> FileTree {
    let usual = [
      "env/conda/environment.yml": "dependencies: []\n",
      "env/docker/entrypoint.sh": "#!/bin/sh\n",
      "env/docker/setup_script": "#!/bin/sh\necho setup_script >> /calls\n",
      "env/python/install.sh": "echo install.sh >> /calls\n",
      "env/python/requirements.txt": "",
      "src/serve.py": "",
    ]
    return try FileTree(files: usual.merging(files) { $1 })
  }

  /// Builds a Containerfile on the stand-in, and gives the lines that the programs wrote down and
  /// the files of the image.
  static func build(
    _ made: MadeContainerfile, on image: String, secrets: [String: String] = [:],
    last: String = "", files: [String: String] = [:]
  ) async throws -> (calls: [String], files: Tar) {
    let text = made.starting(from: stage(of: image), named: "stand-in")
      .replacing("EXPOSE 3000\n", with: "\(last)\nEXPOSE 3000\n")
    var request = try BuildRequest(dockerfile: text, context: context(files))
    request.frontendAttributes["force-network-mode"] = "none"
    for (name, value) in secrets { request.secrets[name] = .value(Array(value.utf8)) }
    let tar = try await request.builtFiles()
    return (try tar.text("calls").split(separator: "\n").map(String.init), tar)
  }
}
