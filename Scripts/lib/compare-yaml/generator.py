"""Makes documents up: trees of odd scalars in every style, some with a character changed."""

from documents import ALL

LETTERS = "abxyz019_-.:+eE#&*!|>'\"%@`,?[]{} \t~=<\\/\u00e9\u2028"


class Generator:
    def __init__(self, random):
        self.random = random

    def document(self):
        self.anchors = []
        text = self.mapping(0, self.random.randint(1, 4))
        if self.random.random() < 0.4:
            text = self.damaged(text)
        return text

    def damaged(self, text):
        for _ in range(self.random.randint(1, 3)):
            place = self.random.randrange(len(text) + 1)
            kind = self.random.random()
            if kind < 0.4:
                text = text[:place] + self.random.choice(LETTERS) + text[place:]
            elif kind < 0.7:
                text = text[:place] + text[place + 1 :]
            elif kind < 0.85:
                text = text[:place] + self.random.choice(["\n", "\n  ", " ", ": ", "- "]) + text[place:]
            else:
                text = text[:place] + self.random.choice(LETTERS) + text[place + 1 :]
        return text

    def mapping(self, indent, depth):
        lines = []
        for number in range(self.random.randint(1, 4)):
            key = self.key(number)
            lines.append(" " * indent + key + ":" + self.value(indent, depth - 1))
        return "".join(lines)

    def key(self, number):
        if self.random.random() < 0.1:
            return self.random.choice(ALL)
        if self.anchors and self.random.random() < 0.08:
            return "<<"
        return self.random.choice(["name", "k%d" % number, "'q%d'" % number, '"d%d"' % number, "a b", "k"])

    def value(self, indent, depth):
        kind = self.random.random()
        if depth > 0 and kind < 0.2:
            return self.anchor() + "\n" + self.mapping(indent + 2, depth)
        if depth > 0 and kind < 0.35:
            return "\n" + self.sequence(indent + self.random.choice([0, 2]), depth)
        if kind < 0.45:
            return " " + self.flow(depth) + "\n"
        if kind < 0.55:
            return self.block(indent)
        if self.anchors and kind < 0.62:
            return " *" + self.random.choice(self.anchors) + "\n"
        comment = self.random.choice(["", "", "", " # c", " #", "#x"])
        return " " + self.scalar() + comment + "\n"

    def anchor(self):
        if self.random.random() < 0.4:
            name = "n%d" % len(self.anchors)
            self.anchors.append(name)
            return " &" + name
        return ""

    def sequence(self, indent, depth):
        lines = []
        for _ in range(self.random.randint(1, 3)):
            if depth > 1 and self.random.random() < 0.2:
                inner = self.mapping(indent + 2, depth - 1).lstrip(" ")
                lines.append(" " * indent + "- " + inner)
            else:
                lines.append(" " * indent + "-" + self.value(indent, depth - 1))
        return "".join(lines)

    def flow(self, depth):
        kind = self.random.random()
        if depth <= 0 or kind < 0.4:
            return self.scalar()
        items = range(self.random.randint(0, 3))
        if kind < 0.7:
            return "[" + ", ".join(self.flow(depth - 1) for _ in items) + "]"
        return "{" + ", ".join(self.key(n) + ": " + self.flow(depth - 1) for n in items) + "}"

    def scalar(self):
        kind = self.random.random()
        if kind < 0.7:
            return self.random.choice(ALL)
        text = "".join(self.random.choice(LETTERS) for _ in range(self.random.randint(1, 8)))
        if kind < 0.8:
            return "'" + text + "'"
        if kind < 0.9:
            return '"' + text + '"'
        if kind < 0.95:
            return self.number()
        return text

    def number(self):
        parts = ["0", "1", "7", "59", "60", "_", ".", "e+", "E-", ":", "-", "+", "0x", "0b", "f"]
        return "".join(self.random.choice(parts) for _ in range(self.random.randint(1, 5)))

    def block(self, indent):
        style = self.random.choice("|>") + self.random.choice(["", "", "-", "+", "2", "-1", "+3"])
        pad = " " * (indent + self.random.choice([1, 2, 3, 4]))
        lines = [
            self.random.choice(["", pad, pad + " ", pad + "\t"]) + self.random.choice(["", "x", "x y", "- z", "# c"])
            for _ in range(self.random.randint(0, 4))
        ]
        return " " + style + "\n" + "".join(line + "\n" for line in lines)
