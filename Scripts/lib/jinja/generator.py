"""Makes templates by a grammar with types, the same ones for the same seed. Most of them render: an
expression is made for the type that is needed where it stands, from variables that are known there."""

import random
import re

CONTEXT = {
    "name": "World",
    "title": "the quick brown fox",
    "accent": "é e\u0301 ß Σ Straße",
    "lines": "one\n  two\n\nthree\tfour",
    "n": 7,
    "big": 1234567,
    "neg": -3,
    "x": 2.5,
    "tiny": 0.00001,
    "flag": True,
    "off": False,
    "nothing": None,
    "numbers": [3, 1, 2, 10, -4],
    "words": ["pear", "Apple", "fig", "apple", "Banana"],
    "pair": {"$tuple": ["a", 1]},
    "empty": [],
    "table": {"b": 2, "a": 1, "C": 3},
    "users": [
        {"name": "Zoe", "age": 31, "tags": ["x", "y"], "home": {"city": "Rome"}},
        {"name": "adam", "age": 25, "tags": [], "home": {"city": "Oslo"}},
        {"name": "Bob", "age": 31, "tags": ["z"], "home": {"city": "rome"}},
    ],
}

TYPES = {
    "int": ["n", "neg", "big"],
    "float": ["x", "tiny"],
    "str": ["name", "title", "accent", "lines"],
    "bool": ["flag", "off"],
    "ints": ["numbers"],
    "strs": ["words"],
    "dict": ["table"],
    "users": ["users"],
}

STRINGS = [
    "''", "'a'", '"b c"', "'é'", "'x<y>&'", "'%'", "'A-b_c'", "'  pad '", "'1'", "'42.5'", "'0x1f'",
    "'line\\nbreak'", "'tab\\there'", "'quote\\''", '"it\'s"', "'\\u20ac'", "'e\\u0301'", "'ǅ'", "'ﬁn'",
    "'a,b,,c'", "'Hello World'", "'aXbXc'", "'\\\\'", "'co' 'ncat'", "'https://x.y/z?q=1&r=ü'", "'ΑΣ'",
]
TEXTS = [
    "text", " ", "\n", "\n  ", "  \n", "a b", "RUN echo ", "\t", "x\n\ny", "{ ", "}", "% ", "# ", "é", "\r\n",
    "ENV A=", " && \\\n    ", "{ ", "end", "'", '"', "- ", "   ",
]
FLOATS = [
    "0.0", "1.0", "1.5", "0.1", "2.675", "1e3", "1e16", "1.5e-7", "123456.789", "1_000.25", "3.0", "-2.5",
    "0.5", "99.995", "1e22", "12345678901234567.0",
]


class Generator:
    def __init__(self, rng, sees_context=True):
        self.rng = rng
        self.sees_context = sees_context
        self.scopes = [self.outermost()]
        self.macros = []
        self.templates = {}
        self.blocks = []
        self.counter = 0
        self.in_loop = 0
        # In a macro, a call, a filter or a set block, where jinja2 prints includes without context
        # somewhere else.
        self.buffered = 0

    def outermost(self):
        """The variables that are known everywhere."""
        return {kind: list(names) for kind, names in TYPES.items()} if self.sees_context else {}

    # -- choices

    def pick(self, items):
        return self.rng.choice(items)

    def chance(self, probability):
        return self.rng.random() < probability

    def fresh(self, prefix="v"):
        self.counter += 1
        return f"{prefix}{self.counter}"

    def variable(self, kind):
        names = [name for scope in self.scopes for name in scope.get(kind, [])]
        return self.pick(names) if names else self.literal(kind)

    def user(self, index, what):
        if self.sees_context:
            return f"users[{index}]{what}"
        return f"{self.literal('users')}[0]{what}"

    def define(self, kind, name):
        for scope in self.scopes:
            for names in scope.values():
                while name in names:
                    names.remove(name)
        self.scopes[-1].setdefault(kind, []).append(name)

    # -- expressions

    def expression(self, kind, depth):
        if depth <= 0:
            return self.leaf(kind)
        if self.chance(0.06):
            condition = self.expression("bool", depth - 1)
            return (
                f"({self.expression(kind, depth - 1)} if {condition}"
                f" else {self.expression(kind, depth - 1)})"
            )
        if self.chance(0.04):
            return f"({self.expression(kind, depth - 1)})"
        return getattr(self, "make_" + kind)(depth - 1)

    def operand(self, kind, depth):
        """An expression as part of another one, mostly in parentheses."""
        text = self.expression(kind, depth)
        return text if self.chance(0.2) else self.closed(text)

    def receiver(self, kind, depth):
        """An expression that a method is called on."""
        return self.closed(self.expression(kind, depth))

    def closed(self, text):
        return text if re.fullmatch(r"\w+(\.\w+)*|'\w*'|\[[\w, ]*\]", text) and not text[0].isdigit() else f"({text})"

    def any_kind(self):
        return self.pick(
            ["int", "int", "str", "str", "str", "float", "bool", "ints", "strs", "dict", "users"]
        )

    def any(self, depth):
        return self.operand(self.any_kind(), depth)

    def leaf(self, kind):
        return self.variable(kind) if self.chance(0.5) else self.literal(kind)

    def literal(self, kind):
        return {
            "int": lambda: str(self.rng.randint(0, 12)),
            "float": lambda: self.pick(FLOATS),
            "str": lambda: self.pick(STRINGS),
            "bool": lambda: self.pick(["true", "false", "True", "False"]),
            "ints": lambda: "[" + ", ".join(str(self.rng.randint(-5, 9)) for _ in range(self.rng.randint(0, 4))) + "]",
            "strs": lambda: "[" + ", ".join(self.pick(STRINGS) for _ in range(self.rng.randint(0, 4))) + "]",
            "dict": lambda: "{" + ", ".join(f"'{self.pick('abcXY')}': {self.rng.randint(0, 9)}" for _ in range(self.rng.randint(0, 3))) + "}",
            "users": lambda: "[{'name': 'Al', 'age': 4, 'tags': ['t'], 'home': {'city': 'Ulm'}}]",
        }[kind]()

    def small(self):
        return str(self.rng.randint(0, 5))

    def index(self):
        return str(self.rng.randint(-4, 5))

    def bound(self):
        return self.pick(["", "", self.index(), self.index(), "none"])

    def subscript_slice(self):
        step = self.pick(["", "", ":", ":2", ":-1", ":-2", ":3"])
        return f"[{self.bound()}:{self.bound()}{step}]"

    def make_int(self, d):
        e, receiver = self.operand, self.receiver
        options = [
            lambda: f"{e('int', d)} + {e('int', d)}",
            lambda: f"({e('int', d)} - {e('int', d)})",
            lambda: f"{e('int', d)} * {self.small()}",
            lambda: f"({e('int', d)} // {self.pick(['2', '3', '-4', '7'])})",
            lambda: f"({e('int', d)} % {self.pick(['2', '3', '-4', '10'])})",
            lambda: f"{self.small()} ** {self.small()}",
            lambda: f"-{self.leaf('int')}",
            lambda: f"+{self.leaf('int')}",
            lambda: f"({e('int', d)})|abs",
            lambda: f"{e('str', d)}|length",
            lambda: f"({e('strs', d)})|length",
            lambda: f"({e('ints', d)})|sum",
            lambda: f"([{e('int', d)}] + {receiver('ints', d)})|{self.pick(['max', 'min', 'first', 'last'])}",
            lambda: f"({e('str', d)})|int",
            lambda: f"({e('str', d)})|int({self.small()})",
            lambda: f"({e('str', d)})|int(0, {self.pick(['2', '8', '16', '10'])})",
            lambda: f"({e('float', d)})|int",
            lambda: f"({e('float', d)})|round|int",
            lambda: f"{self.leaf('str')}.{self.pick(['find', 'count', 'rfind'])}({self.pick(STRINGS)})",
            lambda: f"{receiver('dict', d)}.get({self.pick(STRINGS)}, {e('int', d)})",
            lambda: f"{self.variable('dict')}['{self.pick('ab')}']|d(0)",
            lambda: f"({e('str', d)})|wordcount",
            lambda: self.user(self.rng.randint(0, 2), ".age"),
            lambda: f"({e('int', d)})|round({self.pick(['-1', '-2', '0', '1'])})",
            lambda: f"{self.variable('ints')}.{self.pick(['count', 'index'])}({self.pick(['1', '3'])})",
            lambda: f"{self.variable('users')}|sum(attribute='age')",
            lambda: f"({e('int', d)} or {e('int', d)})",
            lambda: f"({e('int', d)} and {e('int', d)})",
            lambda: f"{e('strs', d)}|map('length')|sum",
            lambda: f"({e('int', d)}).bit_length()",
            lambda: f"0x{self.rng.randint(0, 255):x}",
            lambda: "0b101",
            lambda: "1_0",
        ]
        if self.in_loop:
            options += [
                lambda: "loop." + self.pick(["index", "index0", "revindex", "revindex0", "length", "depth", "depth0"])
            ] * 3
        return self.pick(options)()

    def make_float(self, d):
        e, receiver = self.operand, self.receiver
        return self.pick(
            [
                lambda: f"{e('int', d)} / {self.pick(['2', '3', '7', '0.5', '-4'])}",
                lambda: f"{e('float', d)} + {e('float', d)}",
                lambda: f"({e('float', d)} * {self.pick(FLOATS)})",
                lambda: f"({e('float', d)} - {e('int', d)})",
                lambda: f"({e('float', d)})|round({self.pick(['0', '1', '2', '3', '-1'])})",
                lambda: f"({e('float', d)})|round({self.small()}, '{self.pick(['ceil', 'floor', 'common'])}')",
                lambda: f"({e('int', d)})|float",
                lambda: f"({e('str', d)})|float({self.pick(FLOATS)})",
                lambda: f"{self.pick(FLOATS)} // {self.pick(['2', '0.3', '-1.5'])}",
                lambda: f"{self.pick(FLOATS)} % {self.pick(['2', '0.3', '-1.5'])}",
                lambda: f"{self.small()} ** -{self.rng.randint(1, 3)}" if self.chance(0.2) else f"2 ** -{self.rng.randint(1, 3)}",
                lambda: f"{self.rng.randint(1, 9)} ** 0.5",
                lambda: f"({e('float', d)})|abs",
            ]
        )()

    def make_str(self, d):
        e, receiver = self.operand, self.receiver
        s = lambda: self.pick(STRINGS)
        options = [
            lambda: f"{e('str', d)} ~ {self.any(d)}",
            lambda: f"({e('str', d)} + {e('str', d)})",
            lambda: f"({self.leaf('str')} * {self.small()})",
            lambda: f"{e('str', d)}|{self.pick(['upper', 'lower', 'title', 'capitalize', 'trim', 'reverse', 'string', 'first', 'last', 'e', 'escape', 'safe', 'forceescape', 'striptags', 'urlencode', 'normalize_line'])}",
            lambda: f"{e('str', d)}|center({self.rng.randint(0, 30)})",
            lambda: f"{e('str', d)}|replace({s()}, {s()})",
            lambda: f"{e('str', d)}|replace({s()}, {s()}, {self.small()})",
            lambda: f"{e('str', d)}|truncate({self.rng.randint(3, 12)})",
            lambda: f"{e('str', d)}|truncate({self.rng.randint(3, 12)}, {self.pick(['true', 'false'])}, '{self.pick(['', '..', '…'])}', {self.small()})",
            lambda: f"{e('str', d)}|indent",
            lambda: f"{e('str', d)}|indent({self.pick(['2', chr(39) + '> ' + chr(39), 'width=3'])}, {self.pick(['true', 'first=false', 'blank=true'])})",
            lambda: f"{e('str', d)}|wordwrap({self.rng.randint(1, 15)})",
            lambda: f"{e('str', d)}|wordwrap({self.rng.randint(1, 15)}, {self.pick(['true', 'false'])}, '|')",
            lambda: f"{e('str', d)}|trim({s()})",
            lambda: f"({e('strs', d)})|join({s()})",
            lambda: f"({e('ints', d)})|join",
            lambda: f"{self.variable('users')}|join(', ', attribute='{self.pick(['name', 'age', 'home.city', 'tags.0'])}')",
            lambda: f"({e('str', d)}){self.subscript_slice()}",
            lambda: f"({e('str', d)})[{self.index()}]|d('?')",
            lambda: f"({self.any(d)})|tojson",
            lambda: f"({self.any(d)})|tojson({self.pick(['2', 'indent=1', 'none'])})",
            lambda: f"({self.any(d)})|string",
            lambda: f"({self.any(d)})|pprint",
            lambda: f"{receiver('str', d)}.{self.pick(['upper', 'lower', 'strip', 'lstrip', 'rstrip', 'title', 'capitalize', 'swapcase', 'casefold'])}()",
            lambda: f"{self.leaf('str')}.replace({s()}, {s()})",
            lambda: f"{self.leaf('str')}.{self.pick(['ljust', 'rjust', 'center', 'zfill'])}({self.rng.randint(0, 14)})",
            lambda: f"{self.leaf('str')}.{self.pick(['removeprefix', 'removesuffix', 'strip', 'lstrip', 'rstrip'])}({s()})",
            lambda: f"{s()}.join({e('strs', d)})",
            lambda: f"{self.leaf('str')}.expandtabs({self.rng.randint(1, 8)})",
            lambda: f"'%{self.pick(['s', '10s', '-8s', '.2s', 'r', 'a'])}|' % ({e('str', d)})" ,
            lambda: f"'%{self.pick(['d', '5d', '-5d', '05d', '+d', 'x', '#x', 'o', ' d', '.3d', 'i'])}' % ({e('int', d)})",
            lambda: f"'%{self.pick(['f', '.2f', '8.3f', '-9.1f', '+.0f', 'e', '.3e', 'g', '08.2f', '.10g', 'G'])}' % ({self.expression(self.pick(['float', 'int']), d)})",
            lambda: f"'%s=%d' % ({e('str', d)}, {e('int', d)})",
            lambda: f"'%(k)s-%(v)05.1f%%' % {{'k': {e('str', d)}, 'v': {e('float', d)}}}",
            lambda: f"'%s and %s'|format({self.any(d)}, {self.any(d)})",
            lambda: f"'{{}}-{{}}'.format({self.any(d)}, {self.any(d)})",
            lambda: f"'{{0:{self.pick(['>', '<', '^', '*>', '-^'])}{self.rng.randint(0, 12)}}}'.format({e('str', d)})",
            lambda: f"'{{:{self.pick(['', '+', ' ', '0', '#'])}{self.pick(['', '8', '12'])}{self.pick(['d', 'x', 'b', 'o', ',', '_', 'X', ',d'])}}}'.format({e('int', d)})",
            lambda: f"'{{v:{self.pick(['', '+', '0', ' '])}{self.pick(['', '9', '12'])}{self.pick(['.2f', '.3e', 'g', '.1%', ',.2f', '', '.3', 'f', '.4g'])}}}'.format(v={e('float', d)})",
            lambda: f"'{{0[{self.rng.randint(0, 2)}]}} {{1[name]}}'.format([4, 5, 6], {self.user(0, '')})",
            lambda: f"'{{!r}} {{!s}}'.format({e('str', d)}, {e('str', d)})",
            lambda: f"({e('str', d)} or {e('str', d)})",
            lambda: f"({e('str', d)} and {e('str', d)})",
            lambda: f"missing|default({e('str', d)})",
            lambda: f"({e('str', d)})|default({e('str', d)}, true)",
            lambda: f"({self.any(d)})|filesizeformat" if self.chance(0.05) else f"({e('int', d)})|filesizeformat",
            lambda: f"({self.pick(['1000', '1024', '999999', '1048576', '123456789', '1'])})|filesizeformat({self.pick(['true', 'false'])})",
            lambda: f"{self.variable('dict')}|urlencode",
            lambda: f"{{'id': {e('str', d)}, 'x': none}}|xmlattr",
            lambda: self.user(self.rng.randint(0, 2), self.pick([".name", ".home.city"])),
            lambda: self.user(self.rng.randint(0, 2), "['name']"),
            lambda: f"pair[{self.rng.randint(0, 1)}]|string",
            lambda: f"expands_bento_path({s()}, bento_path={s()})",
            lambda: f"({e('strs', d)})|first|d('')",
            lambda: f"({e('strs', d)})|sort|last|d('')",
            lambda: f"({e('str', d)}).partition({self.pick(['chr', STRINGS[1], STRINGS[4]][1:])})[{self.rng.randint(0, 2)}]",
        ]
        if self.in_loop:
            options += [
                lambda: f"loop.cycle({s()}, {s()})",
                lambda: f"loop.cycle('odd', 'even')",
            ]
        if self.macros:
            options += [lambda: self.macro_call(d)] * 3
        return self.pick(options)()

    def macro_call(self, d):
        name, arity, variadic, keywords = self.pick(self.macros)
        count = self.rng.randint(0, arity + (2 if variadic else 0))
        arguments = [self.any(d) for _ in range(count)]
        if count < arity and self.chance(0.4):
            arguments.append(f"p{arity - 1}={self.any(d)}")
        if keywords and self.chance(0.4):
            arguments.append(f"extra={self.any(d)}")
        return f"{name}({', '.join(arguments)})"

    def make_bool(self, d):
        e, receiver = self.operand, self.receiver
        comparison = lambda: self.pick(["==", "!=", "<", "<=", ">", ">="])
        return self.pick(
            [
                lambda: f"{e('int', d)} {comparison()} {e('int', d)}",
                lambda: f"{e('str', d)} {comparison()} {e('str', d)}",
                lambda: f"({e('ints', d)} {comparison()} {e('ints', d)})",
                lambda: f"{e('int', d)} {comparison()} {e('float', d)}",
                lambda: f"{self.small()} < {e('int', d)} {comparison()} {e('int', d)}",
                lambda: f"{self.any(d)} == {self.any(d)}",
                lambda: f"not {e('bool', d)}",
                lambda: f"({e('bool', d)} and {e('bool', d)})",
                lambda: f"({e('bool', d)} or {e('bool', d)})",
                lambda: f"{e('str', d)} in {e('str', d)}",
                lambda: f"{e('int', d)} {self.pick(['in', 'not in'])} {e('ints', d)}",
                lambda: f"{e('str', d)} not in {e('strs', d)}",
                lambda: f"'{self.pick('abx')}' in {e('dict', d)}",
                lambda: f"({self.any(d)}) is {self.pick(['', 'not '])}{self.pick(['string', 'number', 'integer', 'float', 'boolean', 'mapping', 'sequence', 'iterable', 'callable', 'none', 'defined', 'undefined', 'true', 'false', 'escaped'])}",
                lambda: f"{self.pick(['missing', 'nothing', 'name', 'users[0].nope', 'users[9]'])} is {self.pick(['defined', 'undefined', 'none', 'string', 'iterable'])}",
                lambda: f"({e('int', d)}) is {self.pick(['odd', 'even', 'divisibleby 3', 'divisibleby(2)', 'eq 3', 'gt(2)', 'lessthan 5', 'ne 1', 'ge 4', 'in [1, 2, 3]'])}",
                lambda: f"({e('str', d)}) is {self.pick(['lower', 'upper', 'filter', 'test', 'string', 'eq name', 'sameas none'])}",
                lambda: f"{self.leaf('str')}.{self.pick(['startswith', 'endswith'])}({self.pick(STRINGS)})",
                lambda: f"{self.leaf('str')}.{self.pick(['isdigit', 'isalpha', 'isalnum', 'isspace', 'islower', 'isupper', 'istitle', 'isidentifier', 'isnumeric', 'isprintable', 'isascii', 'isdecimal'])}()",
            ]
        )()

    def make_ints(self, d):
        e, receiver = self.operand, self.receiver
        return self.pick(
            [
                lambda: f"[{e('int', d)}, {e('int', d)}]",
                lambda: f"range({self.rng.randint(-2, 6)})|list",
                lambda: f"range({self.rng.randint(-2, 6)}, {self.rng.randint(0, 9)}, {self.pick(['1', '2', '-1', '3'])})|list",
                lambda: f"({e('ints', d)} + {e('ints', d)})",
                lambda: f"({e('ints', d)} * {self.rng.randint(0, 2)})",
                lambda: f"({e('ints', d)}){self.subscript_slice()}",
                lambda: f"{e('ints', d)}|sort",
                lambda: f"{e('ints', d)}|sort(reverse=true)",
                lambda: f"{e('ints', d)}|reverse|list",
                lambda: f"{e('ints', d)}|unique|list",
                lambda: f"{e('ints', d)}|map('abs')|list",
                lambda: f"{e('strs', d)}|map('length')|list",
                lambda: f"{e('ints', d)}|{self.pick(['select', 'reject'])}('{self.pick(['odd', 'even'])}')|list",
                lambda: f"{e('ints', d)}|select('{self.pick(['gt', 'lt', '==', '!=', 'ge'])}', {self.small()})|list",
                lambda: f"{e('ints', d)}|{self.pick(['select', 'reject'])}|list",
                lambda: f"{receiver('dict', d)}.values()|list",
                lambda: f"{receiver('dict', d)}.values()|sort",
                lambda: f"{self.variable('users')}|map(attribute='age')|list",
                lambda: f"({e('ints', d)})|batch({self.rng.randint(1, 3)}, 0)|map('sum')|list",
                lambda: f"({e('ints', d)})|slice({self.rng.randint(1, 3)})|map('length')|list",
                lambda: f"({e('ints', d)}).copy()",
            ]
        )()

    def make_strs(self, d):
        e, receiver = self.operand, self.receiver
        return self.pick(
            [
                lambda: f"[{e('str', d)}, {e('str', d)}]",
                lambda: f"{self.leaf('str')}.split()",
                lambda: f"{self.leaf('str')}.{self.pick(['split', 'rsplit'])}({self.pick(STRINGS[1:])})",
                lambda: f"{self.leaf('str')}.{self.pick(['split', 'rsplit'])}(none, {self.small()})",
                lambda: f"{self.leaf('str')}.splitlines({self.pick(['', 'true'])})",
                lambda: f"({e('str', d)})|list",
                lambda: f"({e('strs', d)} + {e('strs', d)})",
                lambda: f"({e('strs', d)}){self.subscript_slice()}",
                lambda: f"{e('strs', d)}|sort",
                lambda: f"{e('strs', d)}|sort(case_sensitive=true)",
                lambda: f"{e('strs', d)}|unique|list",
                lambda: f"{e('strs', d)}|unique(true)|list",
                lambda: f"{e('strs', d)}|map('{self.pick(['upper', 'lower', 'title', 'trim', 'capitalize', 'first', 'string'])}')|list",
                lambda: f"{e('strs', d)}|map('replace', {self.pick(STRINGS)}, {self.pick(STRINGS)})|list",
                lambda: f"{e('strs', d)}|map('default', 'x', true)|list",
                lambda: f"{e('strs', d)}|{self.pick(['select', 'reject'])}('{self.pick(['lower', 'upper', 'string'])}')|list",
                lambda: f"{e('strs', d)}|select('in', {e('str', d)})|list",
                lambda: f"{receiver('dict', d)}.keys()|list",
                lambda: f"{e('dict', d)}|list",
                lambda: f"{self.variable('users')}|map(attribute='{self.pick(['name', 'home.city'])}')|list",
                lambda: f"{self.variable('users')}|sort(attribute='{self.pick(['name', 'age,name', 'home.city'])}')|map(attribute='name')|list",
                lambda: f"{self.variable('users')}|{self.pick(['selectattr', 'rejectattr'])}('{self.pick(['tags', 'age'])}')|map(attribute='name')|list",
                lambda: f"{self.variable('users')}|selectattr('age', '{self.pick(['gt', 'eq', 'lt'])}', {self.pick(['25', '30', '31'])})|map(attribute='name')|list",
                lambda: f"{self.variable('users')}|map(attribute='nope', default='d')|list",
                lambda: f"{self.variable('users')}|groupby('{self.pick(['age', 'home.city'])}')|map('first')|map('string')|list",
                lambda: f"({e('strs', d)})|batch(2, 'fill')|map('join', '+')|list",
            ]
        )()

    def make_dict(self, d):
        e, receiver = self.operand, self.receiver
        return self.pick(
            [
                lambda: f"{{'k': {e('int', d)}, {self.pick(STRINGS)}: {e('int', d)}}}",
                lambda: f"dict(a={e('int', d)}, b={e('int', d)})",
                lambda: f"dict({e('dict', d)}, z={e('int', d)})",
                lambda: f"dict({e('dict', d)}|dictsort)",
                lambda: f"dict({e('dict', d)}|items)",
                lambda: f"{receiver('dict', d)}.copy()",
            ]
        )()

    def make_users(self, d):
        users = self.variable("users")
        return self.pick(
            [
                lambda: f"{users}|sort(attribute='{self.pick(['name', 'age'])}', reverse={self.pick(['true', 'false'])})",
                lambda: f"{users}|selectattr('tags')|list",
                lambda: f"{users}|rejectattr('age', 'odd')|list",
                lambda: f"{users}|reverse|list",
                lambda: f"{users}[{self.rng.randint(0, 2)}:]",
                lambda: users,
            ]
        )()

    # -- statements

    def tag(self, body):
        begin = self.pick(["{%", "{%", "{%", "{%", "{%-", "{%+"])
        end = self.pick(["%}", "%}", "%}", "%}", "-%}", "+%}"])
        return f"{begin} {body} {end}"

    def print_tag(self, expression):
        begin = self.pick(["{{", "{{", "{{", "{{-"])
        end = self.pick(["}}", "}}", "}}", "-}}"])
        return f"{begin} {expression} {end}"

    def text(self):
        return "".join(self.pick(TEXTS) for _ in range(self.rng.randint(0, 3)))

    def body(self, depth, scoped=True):
        if scoped:
            self.scopes.append({})
            macros = list(self.macros)
        parts = []
        for _ in range(self.rng.randint(1, 3)):
            parts.append(self.text())
            parts.append(self.statement(depth))
        parts.append(self.text())
        if scoped:
            self.scopes.pop()
            self.macros = macros
        return "".join(parts)

    def buffered_body(self, depth):
        self.buffered += 1
        text = self.body(depth)
        self.buffered -= 1
        return text

    def output(self, depth):
        if self.chance(0.1):
            return self.print_tag(f"{self.any(depth)}, {self.any(depth)}")
        return self.print_tag(self.any(depth))

    def statement(self, depth):
        if depth <= 0 or self.chance(0.4):
            return self.output(self.rng.randint(0, 3))
        return self.pick(
            [
                self.if_statement,
                self.if_statement,
                self.for_statement,
                self.for_statement,
                self.for_statement,
                self.set_statement,
                self.set_statement,
                self.block_set,
                self.macro,
                self.call_block,
                self.filter_block,
                self.with_statement,
                self.namespace,
                self.raw,
                self.comment,
                self.include,
                self.import_macros,
                self.print_statement,
                self.mutation,
            ]
        )(depth - 1)

    def if_statement(self, depth):
        text = self.tag(f"if {self.expression(self.pick(['bool', 'bool', 'int', 'str', 'strs']), 2)}")
        text += self.body(depth)
        for _ in range(self.pick([0, 0, 1])):
            text += self.tag(f"elif {self.expression('bool', 2)}") + self.body(depth)
        if self.chance(0.5):
            text += self.tag("else") + self.body(depth)
        return text + self.tag("endif")

    def for_statement(self, depth):
        self.scopes.append({})
        form = self.pick(["ints", "strs", "users", "items", "dictsort", "chars", "recursive", "range", "lazy", "groups"])
        name = self.fresh("i")
        target = name
        if form == "ints":
            sequence = self.expression("ints", 2)
            self.scopes[-1]["int"] = [name]
        elif form == "strs":
            sequence = self.expression("strs", 2)
            self.scopes[-1]["str"] = [name]
        elif form == "users":
            sequence = self.expression("users", 1)
            self.scopes[-1]["str"] = [f"{name}.name", f"{name}.home.city"]
            self.scopes[-1]["int"] = [f"{name}.age"]
            self.scopes[-1]["strs"] = [f"{name}.tags"]
        elif form in ("items", "dictsort"):
            value = self.fresh("j")
            target = f"{name}, {value}" if self.chance(0.8) else f"({name}, {value})"
            table = self.variable("dict")
            sequence = f"{table}.items()" if form == "items" else f"{table}|dictsort"
            self.scopes[-1]["str"] = [name]
            self.scopes[-1]["int"] = [value]
        elif form == "chars":
            sequence = self.leaf("str")
            self.scopes[-1]["str"] = [name]
        elif form == "range":
            sequence = f"range({self.rng.randint(0, 4)})"
            self.scopes[-1]["int"] = [name]
        elif form == "lazy":
            sequence = f"{self.variable('ints')}|{self.pick(['select', 'reject'])}('odd')"
            self.scopes[-1]["int"] = [name]
        elif form == "groups":
            value = self.fresh("j")
            target = f"{name}, {value}"
            sequence = f"{self.variable('users')}|groupby('age')"
            self.scopes[-1]["int"] = [name]
            self.scopes[-1]["users"] = [value]
        else:
            return self.recursive_loop(name)
        condition = f" if {self.expression('bool', 1)}" if self.chance(0.2) else ""
        # The variable 'loop' of the loop itself isn't known in its condition.
        if "loop." in condition and not self.in_loop:
            condition = ""
        text = self.tag(f"for {target} in {sequence}{condition}")
        self.in_loop += 1
        text += self.body(depth)
        if self.chance(0.25):
            word = self.pick(["break", "continue"])
            text += self.tag(f"if {self.expression('bool', 1)}") + self.tag(word) + self.tag("endif")
            text += self.body(depth)
        if self.chance(0.15):
            text += self.print_tag(self.pick(["loop.first", "loop.last", "loop.previtem|d('-')", "loop.nextitem|d('-')", f"loop.changed({name})", "loop.length"]))
        self.in_loop -= 1
        self.scopes.pop()
        if self.chance(0.3):
            text += self.tag("else") + self.body(depth)
        return text + self.tag("endfor")

    def recursive_loop(self, name):
        self.scopes.pop()
        tree = self.pick(
            [
                "[{'n': 1, 'c': [{'n': 2, 'c': []}]}, {'n': 3, 'c': []}]",
                "[{'n': 'a', 'c': [{'n': 'b', 'c': [{'n': 'c', 'c': []}]}]}]",
            ]
        )
        inside = self.pick(["loop.depth", "loop.index", "loop.depth0", "loop.length", f"{name}.n"])
        return (
            self.tag(f"for {name} in {tree} recursive")
            + f"<{{{{ {name}.n }}}}:{{{{ {inside} }}}}"
            + self.tag(f"if {name}.c")
            + f"{{{{ loop({name}.c) }}}}"
            + self.tag("endif")
            + ">"
            + self.tag("endfor")
        )

    def set_statement(self, depth):
        kind = self.any_kind()
        value = self.expression(kind, self.rng.randint(1, 3))
        if self.chance(0.15):
            other = self.any_kind()
            first, second = self.fresh(), self.fresh()
            text = self.tag(f"set {first}, {second} = {value}, {self.expression(other, 1)}")
            self.define(kind, first)
            self.define(other, second)
            return text
        name = self.fresh() if self.chance(0.7) else self.pick(["name", "n", "title", "v1", "_hidden"])
        text = self.tag(f"set {name} = {value}")
        self.define(kind, name)
        return text

    def block_set(self, depth):
        name = self.fresh()
        filters = self.pick(["", "", " | upper", " | trim | lower", " | replace('a', 'b')", " | length"])
        text = self.tag(f"set {name}{filters}") + self.buffered_body(depth) + self.tag("endset")
        self.define("int" if "length" in filters else "str", name)
        return text

    def macro(self, depth):
        name = self.fresh("m")
        arity = self.rng.randint(0, 3)
        required = self.rng.randint(0, arity)
        parameters = [f"p{i}" if i < required else f"p{i}={self.any(1)}" for i in range(arity)]
        variadic, keywords = self.chance(0.3), self.chance(0.2)
        scopes, loops, macros = self.scopes, self.in_loop, self.macros
        self.scopes = [self.outermost()]
        self.in_loop, self.macros = 0, []
        self.buffered += 1
        text = self.tag(f"macro {name}({', '.join(parameters)})") + self.body(depth)
        for i in range(arity):
            text += self.print_tag(f"p{i}")
        if variadic:
            text += self.pick(["{{ varargs }}", "{{ varargs|join('/') }}", "{% for a in varargs %}<{{ a }}>{% endfor %}"])
        if keywords:
            text += "{{ kwargs }}"
        text += self.tag("endmacro")
        self.buffered -= 1
        self.scopes, self.in_loop, self.macros = scopes, loops, macros
        self.macros.append((name, arity, variadic, keywords))
        return text

    def call_block(self, depth):
        name = self.fresh("c")
        argument = self.fresh()
        passes = self.chance(0.5)
        text = self.tag(f"macro {name}(a='d')")
        text += "[{{ a }}:{{ caller(" + (self.any(1) if passes else "") + ") }}"
        text += self.pick(["", "{{ caller(" + ("1" if passes else "") + ") }}"]) + "]"
        text += self.tag("endmacro")
        signature = f"({argument})" if passes else ""
        text += self.tag(f"call{signature} {name}({self.pick(['', self.any(1)])})")
        loops, self.in_loop = self.in_loop, 0
        self.buffered += 1
        text += (f"{{{{ {argument} }}}}" if passes else "") + self.body(depth)
        self.in_loop = loops
        self.buffered -= 1
        return text + self.tag("endcall")

    def filter_block(self, depth):
        name = self.pick(["upper", "lower", "trim", "replace('e', 'E')", "indent(2, true)", "title", "center(20)", "wordwrap(10)", "trim|upper", "truncate(9)", "e", "default('')"])
        return self.tag(f"filter {name}") + self.buffered_body(depth) + self.tag("endfilter")

    def with_statement(self, depth):
        self.scopes.append({})
        names, values = [], []
        for _ in range(self.rng.randint(1, 2)):
            kind = self.any_kind()
            value = self.expression(kind, 2)
            name = self.fresh() if self.chance(0.7) else self.pick(["name", "n"])
            names.append((kind, name))
            values.append(f"{name} = {value}")
        for kind, name in names:
            self.define(kind, name)
        text = self.tag("with " + ", ".join(values)) + self.body(depth) + self.tag("endwith")
        self.scopes.pop()
        return text

    def namespace(self, depth):
        name = self.fresh("ns")
        value = self.expression("int", 1)
        text = self.tag(f"set {name} = namespace(count={value}, last='')")
        text += self.tag(f"for q in {self.expression('ints', 1)}")
        text += self.tag(f"set {name}.count = {name}.count + q")
        text += self.tag("endfor") + self.print_tag(f"{name}.count")
        self.scopes[-1].setdefault("int", []).append(f"{name}.count")
        return text

    def raw(self, depth):
        begin = self.pick(["{% raw %}", "{%- raw %}", "{% raw -%}", "{%+ raw %}"])
        end = self.pick(["{% endraw %}", "{%- endraw %}", "{% endraw -%}", "{%- endraw +%}"])
        return begin + self.text() + self.pick(["{{ x }}", "{% if %}", "{# #}", "", "{%"]) + self.text() + end

    def comment(self, depth):
        return self.pick(["{# c #}", "{#- c #}", "{# c -#}", "{# {{ x }} {% if %} #}", "{#+ c #}", "{# c +#}", "{##}"])

    def auxiliary(self, depth, sees_context):
        """Another template, with its name."""
        inner = Generator(self.rng, sees_context)
        inner.counter = self.counter + 100
        text = inner.body(max(depth, 0), scoped=False)
        text += "{% macro shown(a, b=2) %}({{ a }}/{{ b }}/{{ name }}){% endmacro %}{% set exported = 3 %}{% set _own = 1 %}"
        self.templates.update(inner.templates)
        self.counter = inner.counter
        name = f"t{len(self.templates)}"
        self.templates[name] = text
        return name

    def include(self, depth):
        if self.chance(0.2):
            return self.tag(f"include 'nowhere' ignore missing{self.pick(['', ' with context', ' without context'])}")
        context = self.pick(["", "", " with context"] + ([] if self.buffered else [" without context"]))
        name = self.auxiliary(depth - 1, self.sees_context and context != " without context")
        form = self.pick([f"'{name}'", f"['nowhere', '{name}']", f"'{name}' ignore missing"])
        return self.tag(f"include {form}{context}")

    def import_macros(self, depth):
        context = self.pick(["", "", " with context", " without context"])
        name = self.auxiliary(depth - 1, self.sees_context and context == " with context")
        if self.chance(0.5):
            alias = self.fresh("lib")
            return self.tag(f"import '{name}' as {alias}{context}") + self.print_tag(
                f"{alias}.{self.pick(['shown(' + self.any(1) + ')', 'exported', '_own', 'nope'])}"
            )
        alias = self.fresh("f")
        return self.tag(f"from '{name}' import shown as {alias}, exported{context}") + self.print_tag(
            f"{alias}({self.any(1)})"
        )

    def print_statement(self, depth):
        return self.tag(f"print {self.any(2)}, {self.any(1)}")

    def mutation(self, depth):
        name = self.fresh("l")
        text = self.tag(f"set {name} = [{self.expression('int', 1)}]")
        text += self.print_tag(f"{name}.{self.pick(['append(5)', 'extend([1, 2])', 'insert(0, 9)', 'reverse()', 'sort()', 'pop()'])}")
        self.scopes[-1].setdefault("ints", []).append(name)
        return text + self.print_tag(name)

    # -- templates

    def standalone(self):
        return self.body(self.rng.randint(1, 4), scoped=False)

    def inheriting(self):
        names = ["one", "two", "three"]
        base = Generator(self.rng)
        base.counter = 1000
        text = base.body(1, scoped=False)
        for name in names:
            scoped = self.pick(["", "", " scoped"])
            if self.chance(0.3):
                text += self.tag("for q in range(2)") + self.tag(f"block {name}{scoped}") + "{{ q|d('no q') }}"
                text += base.body(1) + self.tag("endblock") + self.tag("endfor")
            else:
                text += self.tag(f"block {name}{scoped}") + base.body(1)
                if self.chance(0.2):
                    text += self.tag(f"block in_{name}") + "inner {{ name }}" + self.tag(f"endblock in_{name}")
                text += self.tag("endblock") + self.text()
        self.templates.update(base.templates)
        parent = "'base_template'" if self.chance(0.5) else "bento_base_template"
        self.templates["base_template"] = text
        if self.chance(0.3):
            middle = Generator(self.rng)
            middle.counter = 2000
            child = "{% extends 'base_template' %}" + self.tag("set name = 'middle'")
            child += self.tag(f"block {self.pick(names)}") + "M{{ super() }}" + middle.body(1) + self.tag("endblock")
            self.templates.update(middle.templates)
            self.templates["middle"] = child
            parent = "'middle'"
        text = self.text() if self.chance(0.1) else ""
        extends = f"{{% extends {parent} %}}"
        if self.chance(0.1):
            extends = f"{{% if {self.pick(['true', 'flag', 'off'])} %}}{extends}{{% endif %}}"
        text += extends
        for _ in range(self.rng.randint(0, 3)):
            text += self.text() + self.statement(2)
        chosen = self.rng.sample(names + ["in_one", "unknown"], self.rng.randint(1, 3))
        for name in chosen:
            text += self.tag(f"block {name}")
            above = name in names
            self.scopes.append({})
            if above and self.chance(0.6):
                text += self.pick(["{{ super() }}", "{{ super()|upper }}", "{{ super()|replace('e', 'E') }}", "{% set s = super() %}{{ s|trim }}"])
            if self.chance(0.3):
                text += self.pick(["{{ self.one() }}" if name == "two" else "", "{{ name }}"])
            text += self.body(2) + self.tag("endblock") + self.text()
            self.scopes.pop()
        return text


def case(seed, number):
    rng = random.Random(f"{seed}/{number}")
    generator = Generator(rng)
    template = generator.inheriting() if rng.random() < 0.2 else generator.standalone()
    return {"template": template, "context": CONTEXT, "templates": generator.templates}
