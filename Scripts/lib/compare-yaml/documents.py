"""Documents written by hand: what bento.yaml has in it, and the corners of YAML 1.1."""

SCALARS = """
yes|no|Yes|NO|on|off|On|y|n|Y|N|true|False|TRUE|tRue|null|Null|NULL|~|nil|None|none
0|-0|+0|1|-1|+1|007|08|09|0o17|0x1F|0xG|0x|0b101|0b2|0b|1_000|1__0|_1|1_|-_1|0_7|+0x_A|00|0_
190:20:30|1:60|1:5|0:0|-1:30|1:30.5|01:30|1:2:3:4|12:30:45|60:00|1:|:1|1:x
1.5|.5|5.|1e3|1E3|1.0e3|1.0e+3|1.e+3|1.5e-05|-.5|+.5|.5e+2|1_0.5|1._5|._5|.|..|...|.inf|-.Inf|+.INF|.nan|.NaN|-.nan|inf|nan
1.0e+16|123456789012345680.0|0.0001|0.00001|1.0e-7|1.7976931348623157e+308|1.0e+400|5.0e-324|100000000000000000000.0|9007199254740993.0
9223372036854775807|9223372036854775808|-9223372036854775809|0xFFFFFFFFFFFFFFFFFF|0b11111111111111111111111111111111111111111111111111111111111111111|0777777777777777777777777|99999999:59:59:59:59:59:59:59:59:59:59
2024-01-31|2024-1-31|2024-13-01|2024-02-30|0000-01-01|0001-01-01|24-01-31|2024-01-31T08:00:00Z|2024-01-31t08:00:00+00:00|2024-01-31 08:00:00.123456 +01:30|2024-01-31 8:00:00 -5|2024-01-31T08:00:00.1234567|2024-01-31T25:00:00Z|2024-01-31 08:00|2024-01-31T08:00:00+0100|2024-01-31T08:00:00 Z|2024-01-31T08:00:00+24:00|2024-01-31T08:00:00.Z|2024-01-31T08:00:00-00:30|2024-1-1 1:00:00
=|<<|!|*|&|@x|`x|%x|-|--|---|- x|?|? x|:|: x|x:|x: y|#x|x#y|x #y|[|]|{|}|,|'|"|a,b|a]b|\\\\|/x
python:3.11-slim|3.11|3.10|'3.10'|"3.10"|v1|1.0|12.8|lkpxx2u5o24wpxjr|1e5|0e1|123abc|0x1f|true:false|C:\\\\x|~/x|http://x/y?z=1#f
!!str 1|!!int "1"|!!int x|!!float 1|!!float x|!!bool yes|!!bool maybe|!!null x|!!null ''|! 1|!x 1|!!x 1|!!timestamp 2024-01-01|!!timestamp x|!!int 0x1F|!!int 1:30|!!int "0o7"|!!float 1:30|!!float .inf|!!bool TRUE|!!seq x|!!map x|!!int ''|!!float ''|!!str|!!int 017|!!int '1_0'|!!float '1_0.5'
"\\x41\\u00e9\\U0001F371"|"\\a\\b\\e\\0\\v\\N\\_\\L\\P"|"\\q"|"\\/"|"a\\tb"|'it''s'|'a\\nb'|"a\\
  b"|"tab\there"|é|e\u0301|🍱|\u00a0|\u2028|\ufeff|\u0085x
"""

TREES = [
    "",
    "\n",
    "# nothing\n",
    "---\n",
    "--- x\n...\n",
    "---\na: 1\n---\nb: 2\n",
    "%YAML 1.1\n---\na: 1\n",
    "%YAML 1.2\n---\na: 017\n",
    "%YAML 2.0\n---\na: 1\n",
    "%TAG ! tag:x,2000:\n---\na: !y 1\n",
    "%TAG !! tag:yaml.org,2002:\n---\na: !!int '1'\n",
    "a: 1\na: 2\nb: 3\n",
    "1: a\n'1': b\n1.0: c\ntrue: d\n",
    "~: a\nnull: b\n'': c\n",
    "? a\n: b\n",
    "? [a, b]\n: c\n",
    "? {a: b}\n: c\n",
    "[a, b]: c\n",
    "a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\n",
    "a: &x {p: 1}\nb: &y {p: 2, r: 4}\nc: {<<: [*x, *y], z: 0}\n",
    "a: &x {p: 1}\nb:\n  z: 0\n  <<: *x\n  <<: {p: 9, w: 1}\n",
    "a: &x {p: 1}\nb: &y {<<: *x, q: 2}\nc: {<<: *y}\n",
    "a: {<<: {<<: {p: 1}, q: 2}, r: 3}\n",
    "a: {'<<': {p: 1}}\n",
    "a: {!!str <<: {p: 1}}\n",
    "a: {!!merge x: {p: 1}}\n",
    "a: {<<: 1}\n",
    "a: {<<: [1]}\n",
    "a: {<<: []}\n",
    "a: {<<: ~}\n",
    "a: <<\n",
    "- <<\n",
    "a: &x 1\nb: *x\n",
    "a: &x 1\nb: &x 2\nc: *x\n",
    "a: *x\n",
    "a: &x\nb: *x\n",
    "&a a: &b b\n*b : *a\n",
    "a: &x [1, *x]\n",
    "a: {=: 1}\n",
    "- =\n",
    "a: |\n  one\n  two\n\n\nb: >\n  one\n  two\n\n  three\n",
    "a: |-\n  x\nb: |+\n  y\n\nc: >-\n  z\n  w\n",
    "a: |2\n   x\n  y\n",
    "a: |\n\n  x\n",
    "a: |\n    x\n  y\n",
    "a: >\n  x\n    y\n  z\n",
    "a: 'one\n  two\n\n  three'\n",
    'a: "one\n  two\\\n  three"\n',
    "a: one\n  two\n  three\n",
    "a: one\n two: 3\n",
    "a:\n- 1\n- 2\n",
    "a:\n  - 1\n -  2\n",
    "- - - 1\n    - 2\n  - 3\n",
    "a: [1, 2, [3, {b: c}], ]\n",
    "a: [1,, 2]\n",
    "a: {b: 1, c, d: }\n",
    "a: {b: 1,, c: 2}\n",
    "a: [b: c, d]\n",
    "a: [b c: d e]\n",
    "a: {b:1}\n",
    'a: {"b":1}\n',
    "a: [x:y, x: y]\n",
    "a: [a#b, a #b\n]\n",
    "a: 1 # c\nb: '#'\n#c\nd: x#y\n",
    "a:\t1\n",
    "a:\n\t- 1\n",
    "\ta: 1\n",
    "a: b: c\n",
    "a: 'b' c\n",
    "a: - b\n",
    "a\n",
    "a: @b\n",
    "a: `b`\n",
    "a: %b\n",
    "%b\n",
    "a: 'x\n",
    'a: "x\n',
    "a: [1\n",
    "a: {b\n",
    "a: ]\n",
    "- a\nb: c\n",
    "a: 1\n- b\n",
    "a: x\r\nb: y\r\n",
    "a: x\rb: y\r",
    "a: x\x85b: y\n",
    "a: x\u2028b: y\n",
    "\ufeffa: 1\n",
    "a: \ufeffb\n",
    "a: \x07\n",
    "a: \x00\n",
    "a: \x7f\n",
    "a: \ud7ff\ue000\ufffd\n",
    "a: !!set {x, y}\n",
    "a: !!omap [x: 1]\n",
    "a: !!pairs [x: 1]\n",
    "a: !!binary aGk=\n",
    "a: !!python/object:x.Y {}\n",
    "a: !local {x: 1}\n",
    "a: !!map {x: 1}\n",
    "a: !!seq [x]\n",
    "a: !!map [x]\n",
    "a: !!seq {x: 1}\n",
    "a: !!str [x]\n",
    "a: ! [x]\n",
    "a: !<tag:yaml.org,2002:int> '3'\n",
    "a: !<> x\n",
    "a: !e! x\n",
    "a: " + "[" * 60 + "]" * 60 + "\n",
    "a: 1\n...\n",
    "a: 1\n...\nb: 2\n",
    "a: 1\n... # c\n",
    "'a': 1\n\"b\": 2\nc : 3\n",
    "a: 1\n b: 2\n",
    "x" * 1100 + ": 1\n",
    "'" + "x" * 1100 + "': 1\n",
    "? " + "x" * 1100 + "\n: 1\n",
    "a:\n\n\n  b: 1\n\n",
    "-\n  a: 1\n-\n- b\n",
    "a: !!str\nb: !!null\n",
    "a: &x\n  b: 1\nc:\n  <<: *x\n  d: 2\n",
]

NAMES = SCALARS.strip().replace("\\\\", "\\").split("|")
ALL = [text for part in NAMES for text in (part.split("\n") if "\n " not in part else [part])]

WRITTEN = (
    TREES
    + [f"a: {text}\n" for text in ALL]
    + [f"- {text}\n" for text in ALL]
    + [f"a: [{text}]\n" for text in ALL]
    + [f"{text}: 1\n" for text in ALL]
)
