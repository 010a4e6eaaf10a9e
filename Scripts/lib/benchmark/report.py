"""The rows of the result and how they are shown."""

import dataclasses
import json


@dataclasses.dataclass
class Row:
    """`bar` is the most that `ratio` may be; with `absolute` the most that `ours` may be."""

    name: str
    ours: float
    peer: float
    bar: float
    rounds: int
    unit: str
    peer_name: str = "buildctl"
    absolute: bool = False

    @property
    def ratio(self):
        if self.peer == 0:
            return 0.0 if self.ours == 0 else float("inf")
        return self.ours / self.peer

    @property
    def holds(self):
        return (self.ours if self.absolute else self.ratio) <= self.bar


def significant(value):
    """Four digits are more than such figures are good for."""
    return float(f"{value:.4g}")


def as_json(row):
    fields = {
        "name": row.name, "ours": significant(row.ours), "peer": significant(row.peer),
        "ratio": significant(row.ratio), "bar": significant(row.bar), "rounds": row.rounds, "unit": row.unit,
    }
    return json.dumps(fields)


HEADER = f"{'row':28} {'ours':>10} {'peer':>10} {'unit':5} {'ratio':>7} {'bar':>9}  rounds  peer"


def as_text(row):
    bar = f"{row.bar:.3g} {row.unit}" if row.absolute else f"{row.bar:.3g}"
    return (
        f"{row.name:28} {row.ours:10.4g} {row.peer:10.4g} {row.unit:5} {row.ratio:7.3f} {bar:>9} "
        f"{row.rounds:7}  {row.peer_name}{'' if row.holds else '  MISSED'}")
