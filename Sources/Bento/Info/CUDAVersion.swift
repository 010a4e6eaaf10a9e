/// The CUDA versions that there are images of, and the short names for them.
enum CUDAVersion {
  /// The full version that a field asks for; nil for none.
  static func full(_ value: YAMLValue?) throws(BentoError) -> String? {
    guard let value else { return nil }
    let text = try value.text()
    if text.isEmpty || text == "None" { return nil }
    if let full = aliases[text] { return full }
    guard versions.contains(text) else {
      throw value.expected("'default' or one of " + versions.joined(separator: ", "))
    }
    return text
  }

  private static let versions = [
    "12.8.1", "12.8.0", "12.6.3", "12.6.2", "12.6.1", "12.6.0", "12.1.1", "12.1.0", "12.0.1",
    "12.0.0", "11.8.0", "11.7.1", "11.6.2", "11.4.3", "11.2.2",
  ]

  private static let aliases = [
    "default": "12.8.1", "12": "12.8.1", "12.8": "12.8.1", "12.6": "12.6.3", "12.1": "12.1.1",
    "12.0": "12.0.1", "11": "11.8.0", "11.8": "11.8.0", "11.7": "11.7.1", "11.6": "11.6.2",
    "11.4": "11.4.3", "11.2": "11.2.2",
  ]
}
