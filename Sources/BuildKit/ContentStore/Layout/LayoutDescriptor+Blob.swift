extension LayoutDescriptor {
  /// As long as a manifest or an index may be, in bytes; as with containerd.
  private static let longest = 8 << 20

  /// A manifest or an index that lies in a folder; nil if the blob is neither. Blocks for the disk.
  init?(manifest digest: ContentDigest, in folder: ContentFolder) {
    guard
      let bytes = try? WholeFile.contents(
        of: "\(folder.path)/\(digest.path)", atMost: Self.longest),
      let manifest = JSONValue(bytes)
    else { return nil }
    let kind: String
    if manifest["manifests"]?.elements != nil {
      kind = "application/vnd.oci.image.index.v1+json"
    } else if manifest["layers"]?.elements != nil {
      kind = "application/vnd.oci.image.manifest.v1+json"
    } else {
      return nil
    }
    self.init(
      .object([
        "mediaType": .text(manifest["mediaType"]?.string ?? kind), "digest": .text("\(digest)"),
        "size": .integer(Int64(bytes.count)),
      ]))
  }
}
