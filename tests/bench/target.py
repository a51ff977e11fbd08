"""What a measurement aims at."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A figure that is aimed at: at least or at most so much."""

    name: str
    value: float
    aim: float
    at_least: bool = True

    @property
    def met(self) -> bool:
        return self.value >= self.aim if self.at_least else self.value <= self.aim

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        return f"{'met' if self.met else 'missed':8}{self.name}: {self.value:.3f} (aim {sign} {self.aim})"
