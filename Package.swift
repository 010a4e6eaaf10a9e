// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A room of the house: a Swift target with the project's settings.
func room(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

/// The unit tests of one room.
func tests(
  of name: String, with dependencies: [Target.Dependency] = [], data: [String] = []
) -> Target {
  .testTarget(
    name: name + "Tests",
    dependencies: [.byName(name: name), "TestSupport"] + dependencies, exclude: data,
    swiftSettings: swiftSettings)
}

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let package = Package(
  name: "bentokit",
  products: [
    .library(
      name: "BentoContainer",
      targets: ["Bento", "BentoContainer", "BuildProgress", "Containerfile", "FileTree"]),
    .library(name: "BuildKit", targets: ["BuildKit", "Connections", "FileTree", "GRPCBridge"]),
    .executable(name: "bentokit", targets: ["bentokit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // C libraries, from Debian packages.
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CGRPC", providers: [.apt(["libgrpc-dev"])]),
    .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CNGHTTP2", providers: [.apt(["libnghttp2-dev"])]),
    .systemLibrary(name: "CLZMA", providers: [.apt(["liblzma-dev"])]),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CThreadSanitizer"),
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CZLib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "CBuildKitProtos",
      linkerSettings: [.linkedLibrary("protobuf-c")]),

    // Ground floor: no knowledge of each other, nor of gRPC.
    room("Archive", uses: ["CLZMA", "CLinux", "CZLib", "Digests"]),
    room("Bytes"),
    room("Digests", uses: ["CCrypto"]),
    room("Threads", uses: ["CThreadSanitizer"]),
    room("FileTree", uses: ["CLinux"]),
    room("Bento", uses: ["Archive", "CYAML"]),
    room("Jinja"),

    // First floor.
    room("Connections", uses: ["COpenSSL", "Threads", subprocess, systemPackage]),
    room(
      "GRPCBridge", uses: ["Bytes", "CGRPC", "CThreadSanitizer", "Connections", "Threads"]),
    room("SessionServer", uses: ["Bytes", "CNGHTTP2"]),
    room("Containerfile", uses: ["Bento", "Jinja", "Threads"]),

    // The client, its progress, the facade, the command.
    room(
      "BuildKit",
      uses: [
        "Archive", "Bytes", "CBuildKitProtos", "CLinux", "Connections", "Digests", "FileTree",
        "GRPCBridge", "SessionServer", "Threads", subprocess, systemPackage,
      ]),
    room("BuildProgress", uses: ["BuildKit"]),
    room(
      "BentoContainer",
      uses: [
        "Archive", "Bento", "BuildKit", "BuildProgress", "CLinux", "Connections", "Containerfile",
        "Digests", "FileTree", "GRPCBridge", "Threads", subprocess, systemPackage,
      ]),
    .executableTarget(
      name: "bentokit",
      dependencies: [
        "Archive", "Bento", "BentoContainer", "BuildKit", "BuildProgress", "CLinux", "Connections",
        "Containerfile", "FileTree", "GRPCBridge", argumentParser,
      ],
      swiftSettings: swiftSettings),

    .executableTarget(
      name: "conformance",
      dependencies: [
        "Archive", "Bento", "BentoContainer", "Containerfile", "Digests", "FileTree", "TestSupport",
        subprocess, systemPackage,
      ],
      path: "Tests/Conformance", swiftSettings: swiftSettings),
    .executableTarget(
      name: "jinja-comparison", dependencies: ["Jinja"], path: "Tests/JinjaComparison",
      swiftSettings: swiftSettings),

    // What tests of several rooms need.
    .target(
      name: "TestSupport", dependencies: ["Threads"], path: "Tests/TestSupport",
      swiftSettings: swiftSettings),

    tests(of: "Archive", with: ["CLZMA", "CZLib"]),
    tests(of: "Bytes"),
    tests(of: "Digests"),
    tests(of: "Threads"),
    tests(of: "FileTree", with: ["CLinux"]),
    tests(of: "Bento"),
    tests(of: "Jinja", with: ["jinja-comparison"], data: ["Cases", "Recorded.json"]),
    tests(of: "Containerfile"),
    tests(of: "Connections", with: ["Threads"]),
    tests(of: "GRPCBridge", with: ["Bytes", "CGRPC", "Connections", "Threads"]),
    tests(of: "SessionServer", with: ["Bytes", "CNGHTTP2"]),
    tests(
      of: "BuildKit",
      with: [
        "Bytes", "CBuildKitProtos", "CLinux", "Connections", "Digests", "FileTree", "GRPCBridge",
        "SessionServer", "Threads",
      ],
      data: ["Errors/Recorded", "LLB/Recorded"]),
    tests(of: "BuildProgress", with: ["BuildKit"]),
    tests(of: "BentoContainer", with: ["Bento", "BuildKit", "FileTree", "Threads"]),
    .testTarget(
      name: "IntegrationTests",
      dependencies: [
        "Bento", "BentoContainer", "BuildKit", "Bytes", "CLinux", "CNGHTTP2", "Connections",
        "Containerfile", "Digests", "FileTree", "GRPCBridge", "SessionServer", "TestSupport",
        "Threads", "bentokit",
      ],
      exclude: ["Session/Support/token-server.py"], swiftSettings: swiftSettings),
  ]
)
