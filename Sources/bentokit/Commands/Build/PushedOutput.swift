/// What `--push` stands for.
enum PushedOutput {
  /// The outputs with the images among them pushed; with one that is, if there is no image.
  static func texts(_ outputs: [String]) -> [String] {
    // An image that is only pushed need not be unpacked at the builder.
    let pushed = outputs.map { output in
      output.split(separator: ",").contains("type=image") ? output + ",push=true" : output
    }
    return pushed == outputs ? outputs + ["type=image,push=true,unpack=false"] : pushed
  }
}
