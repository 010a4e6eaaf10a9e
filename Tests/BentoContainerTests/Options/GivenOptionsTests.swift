import BentoContainer
import Testing

@Suite struct GivenOptionsTests {
  @Test(
    arguments: [
      (["no-cache"], ["no_cache": true]), (["target=foo"], ["target": "foo"]),
      (["iidfile:/x"], ["iidfile": "/x"]), (["x:a=b:c"], ["x": "a=b:c"]),
      (["a=1", "b", "a=2"], ["a": ["1", "2"], "b": true]), (["key:"], ["key": ""]),
      (["a=1", "a"], ["a": true]), (["a", "a=1"], ["a": "1"]), (["Key=V"], ["Key": "V"]),
      (["p=x,y"], ["p": "x,y"]), ([""], ["": true]), ([":x"], ["": "x"]),
    ] as [([String], AdditionalOptions)])
  func textsAreOptions(_ texts: [String], _ options: AdditionalOptions) {
    var given: AdditionalOptions = [:]
    for text in texts { given.add(text) }
    #expect(given == options)
  }
}
