"""What a bench says: its figures, whether a limit is met, and the readable table."""

from __future__ import annotations

import statistics
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Result:
    """One measured thing. `ratio` is value ÷ floor; without a floor it is None."""

    name: str
    value: float
    unit: str
    floor: float | None
    limit: float
    """The greatest value that is allowed, in `unit`."""
    corpus: str
    samples: int
    note: str = ""

    @property
    def met(self) -> bool:
        """Return whether the value keeps to the limit."""
        return self.value <= self.limit

    @property
    def ratio(self) -> float | None:
        """Return how many times the floor it takes."""
        return None if not self.floor else self.value / self.floor

    def to_json(self) -> dict[str, object]:
        """Return the record for the file."""
        kept = asdict(self)
        note = kept.pop("note")
        numbers = {name: _rounded(kept[name]) for name in ("value", "floor", "limit")}
        more = {"ratio": _rounded(self.ratio), "met": self.met}
        return {**kept, **numbers, **more, "corpus": f"{self.corpus}; {note}" if note else self.corpus}


@dataclass(frozen=True)
class Skipped:
    """A bench that cannot be measured here, and why."""

    name: str
    why: str


@dataclass(frozen=True)
class Plan:
    """How much is measured: fewer samples on a smaller corpus when quick."""

    quick: bool

    def samples(self, full: int = 15, quick: int = 3) -> int:
        """Return how often a thing is measured."""
        return quick if self.quick else full


def median(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the nearest-rank percentile; `share` 0.95 for p95."""
    ranked = sorted(values)
    return ranked[min(max(-int(-share * len(ranked) // 1) - 1, 0), len(ranked) - 1)]


def spread(values: Sequence[float], unit: str = "") -> str:
    """Return smallest and greatest, to show the noise."""
    return f"{_shown(min(values))}–{_shown(max(values))} {unit}".strip()


def table(results: Sequence[Result], skipped: Sequence[Skipped]) -> str:
    """Return what was measured as lines of text."""
    head = ("bench", "value", "floor", "ratio", "limit", "", "n", "corpus")
    rows = [_row(result) for result in results]
    widths = [max(_width(row[column]) for row in (head, *rows)) for column in range(len(head) - 1)]
    lines = ["  ".join([*(_padded(cell, width) for cell, width in zip(row, widths, strict=False)), row[-1]])
             for row in (head, *rows)]  # fmt: skip
    lines += [f"skipped {each.name}: {each.why}" for each in skipped]
    return "\n".join(lines)


def _row(result: Result) -> tuple[str, ...]:
    return (
        result.name,
        f"{_shown(result.value)} {result.unit}",
        "–" if result.floor is None else _shown(result.floor),
        "–" if result.ratio is None else f"{result.ratio:.2f}×",
        f"≤ {_shown(result.limit)}",
        "met" if result.met else "MISSED",
        str(result.samples),
        f"{result.corpus}; {result.note}" if result.note else result.corpus,
    )


def _shown(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
