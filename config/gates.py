"""What is expected of a source: when its releases come, what a run must find, and from when on it counts as failed.

A run that falls below a minimum, or in which more went wrong than a share allows, fails and publishes nothing; above a
maximum it warns. Shares of fields are measured over the releases that were read last, a `window` of them, so that a
few bad pages are forgiven however few a run reads.
"""

from typing import Annotated, Literal

import holidays
from pydantic import AfterValidator, Field, model_validator

from config.rules import Rules
from config.values import Country, Share

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Bounds(Rules):
    """What a number is expected to be."""

    minimum: int = Field(0, ge=0, description="below it the run fails")
    maximum: int | None = Field(None, ge=0, description="above it the run warns")


class FieldShares(Rules):
    """Of the releases read last, the least share that has the field; a field without one may be absent everywhere."""

    headline: Share | None = None
    alternative_headline: Share | None = None
    date: Share | None = None
    publisher: Share | None = None
    text: Share | None = Field(0.8, description="an article's text of its own")
    picture: Share | None = None
    attachment: Share | None = None


class Gates(Rules):
    """When a run counts as failed, and when it warns."""

    failed_share: Share = Field(0.2, description="share of a run's releases that may fail or be set aside")
    aside_share: Share | None = Field(None, description="share of a run's releases that may be set aside")
    minimum: int = Field(1, ge=0, description="releases that the seeds together must list")
    maximum: int | None = Field(None, ge=0, description="releases that they list at most, else the run warns")
    new: Bounds = Field(Bounds(), description="new releases in a run; the maximum counts from the second good run on")
    archived_share: Share | None = Field(
        None, description="least share of the listed releases that is archived; else as many as failed_share leaves"
    )
    fields: FieldShares = FieldShares()
    credited_share: Share | None = Field(None, description="least share of these releases' pictures that has a credit")
    window: int = Field(
        20,
        ge=1,
        description="over how many releases shares are measured, those read last; over none before there are so many",
    )


def _known(country: str) -> str:
    if country not in holidays.list_supported_countries():
        raise ValueError("not a country whose holidays are known, such as DE")
    return country


class Holidays(Rules):
    """Whose public holidays are no days for releases."""

    country: Annotated[Country, AfterValidator(_known)]
    subdivision: str | None = Field(None, description="state, by its letters in ISO 3166-2, such as NW")

    @model_validator(mode="after")
    def _has_subdivision(self) -> "Holidays":
        known = holidays.list_supported_countries()[self.country]
        if self.subdivision is not None and self.subdivision not in known:
            raise ValueError(f"subdivision: {self.subdivision!r} is none of {self.country}: {', '.join(known)}")
        return self


class Cadence(Rules):
    """On which days releases come, and for how many of such days none may come without an alarm."""

    weekdays: tuple[Weekday, ...] = Field(WEEKDAYS[:5], min_length=1)
    days: int = Field(ge=1, description="most of these days in a row without a new release that are no alarm")
    holidays: Holidays | None = Field(None, description="are no such days")
