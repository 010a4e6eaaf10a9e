import Bento
import Containerfile
import Testing

private let python = ", python_version: '3.10'"

@Suite struct DistributionTests {
  @Test(arguments: [
    ("distro: debian", "python:3.10-slim"),
    ("distro: alpine", "python:3.10-alpine"),
    ("distro: ubi8", "registry.access.redhat.com/ubi8/python-310:1"),
    ("distro: amazonlinux", "amazonlinux:2"),
    ("distro: debian, cuda_version: 12", "nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04"),
    ("distro: debian, cuda_version: default", "nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04"),
    ("distro: debian, cuda_version: '12.6'", "nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04"),
    ("distro: debian, cuda_version: 12.6.0", "nvidia/cuda:12.6.0-cudnn-runtime-ubuntu24.04"),
    ("distro: debian, cuda_version: '12.1'", "nvidia/cuda:12.1.1-cudnn8-runtime-ubuntu22.04"),
    ("distro: debian, cuda_version: 11", "nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04"),
    ("distro: ubi8, cuda_version: '11.2'", "nvidia/cuda:11.2.2-cudnn8-runtime-ubi8"),
    ("distro: ubi8, cuda_version: 12.8.0", "nvidia/cuda:12.8.0-cudnn8-runtime-ubi8"),
    ("distro: debian, base_image: \" mine:1\\n \"", "mine:1"),
  ])
  func theImageFollowsFromTheOptions(_ docker: String, image: String) throws {
    let file = try legacy(docker: docker + python)
    #expect(file.lines[0] == "FROM \(image) as base-container")
    #expect(file.lines.contains("ENV NVIDIA_VISIBLE_DEVICES=") == docker.contains("cuda"))
  }

  @Test(arguments: [
    ("debian", "continuumio/miniconda3:latest"),
    ("alpine", "continuumio/miniconda3:4.10.3p0-alpine"),
  ])
  func condaHasImagesOfItsOwn(_ distro: String, image: String) throws {
    let file = try legacy(docker: "distro: \(distro)" + python, more: "conda: {channels: [a]}")
    #expect(file.lines[0] == "FROM \(image) as base-container")
    let script = "/home/bentoml/bento/env/conda/environment.yml"
    let place = try #require(file.place(of: "ADD ./env/conda/environment.yml \(script)"))
    #expect(file.lines[place - 1] == "WORKDIR $BENTO_PATH")
    let cache = "--mount=type=cache,sharing=locked,target=/opt/conda/pkg"
    #expect(
      file.lines[place + 1]
        == "RUN \(cache) set -eux && echo \"Installing Python 3.10 with conda...\""
        + " && /opt/conda/bin/conda install -y -n base pkgs/main::python=3.10 pip")
    #expect(file.lines[place + 2].hasPrefix("RUN \(cache) set -eux && if [ -f \(script) ]; then "))
  }

  @Test func condaIsLeftOutWithCUDAAndWithAnOwnImage() throws {
    for docker in ["distro: debian, cuda_version: 12" + python, "base_image: mine:1"] {
      let plain = try legacy(docker: docker)
      #expect(try legacy(docker: docker, more: "conda: {channels: [a]}").lines == plain.lines)
    }
  }

  @Test func alpineInstallsPackagesAndAddsItsUserWithBusybox() throws {
    let file = try legacy(docker: "distro: alpine, system_packages: [git, 'a b']" + python)
    let cache = "--mount=type=cache,sharing=locked,target=/var/cache/apk"
    #expect(file.place(of: "RUN \(cache) set -eux && apk add --update git 'a b'") != nil)
    #expect(
      file.place(
        of: "RUN addgroup -g $BENTO_USER_GID -S $BENTO_USER"
          + " && adduser -u $BENTO_USER_UID -G $BENTO_USER -S $BENTO_USER") != nil)
    #expect(file.place(of: "RUN rm -rf /var/cache/apk/*") != nil)
  }

  @Test(arguments: ["ubi8", "amazonlinux"])
  func yumInstallsPackages(_ distro: String) throws {
    let file = try legacy(docker: "distro: \(distro), system_packages: [git, 'a b']" + python)
    let cache = "--mount=type=cache,sharing=locked,target=/var/cache/yum"
    #expect(file.place(of: "RUN \(cache) set -eux && yum install -y git 'a b'") != nil)
    #expect(file.place(of: "RUN rm -rf /var/cache/yum") != nil)
  }

  @Test func amazonLinuxHasAPipThatBringsUv() throws {
    let file = try legacy(docker: "distro: amazonlinux" + python)
    let pip = try #require(file.place(of: "RUN ln -sf /usr/bin/pip3.8 /usr/bin/pip"))
    let uv = try #require(file.place(of: "RUN command -v uv >/dev/null || pip install uv"))
    #expect(pip < uv)
    #expect(file.text.contains("uv venv -p 3.10 /app/.venv"))
  }

  @Test(arguments: [
    (
      "debian",
      "RUN ln -sf /usr/bin/python3.10 /usr/bin/python3 && ln -sf /usr/bin/pip3.10 /usr/bin/pip3"
    ),
    ("ubi8", "RUN python3 --version"),
  ])
  func cudaImagesGetPython(_ distro: String, line: String) throws {
    let file = try legacy(docker: "distro: \(distro), cuda_version: 12" + python)
    #expect(file.place(of: line) != nil)
    #expect(try legacy(docker: "distro: \(distro)" + python).place(of: line) == nil)
  }

  @Test(arguments: ["debian", "alpine", "ubi8"])
  func anEmptyListOfPackagesIsNone(_ distro: String) throws {
    let docker = "distro: \(distro)" + python
    #expect(
      try legacy(docker: docker + ", system_packages: []").lines == legacy(docker: docker).lines)
  }

  @Test(arguments: [
    ("git", "git"), ("g++", "g++"), ("'x=1.*'", "'x=1.*'"), ("\"it's\"", "'it'\"'\"'s'"),
    ("$HOME", "'$HOME'"), ("a\\b", "'a\\b'"), ("naïve", "'naïve'"), ("''", "''"),
    ("'; rm -rf /'", "'; rm -rf /'"),
  ])
  func everyPackageIsOneWord(_ package: String, word: String) throws {
    for distro in ["debian", "alpine", "ubi8", "amazonlinux"] {
      let file = try legacy(docker: "distro: \(distro), system_packages: [\(package)]" + python)
      #expect(file.lines.contains { $0.hasPrefix("RUN") && $0.hasSuffix(" \(word)") })
    }
  }

  @Test func anOwnImageWithoutPythonVersionLetsUvChoose() throws {
    let file = try legacy(docker: "base_image: mine:1")
    #expect(file.text.contains("uv venv /app/.venv"))
  }
}
