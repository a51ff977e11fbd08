"""What counts as found."""

import pytest

from tests.bench.scores import Share, f1, score
from tests.bench.truth import Found, Picture


def picture(address: str, caption: str | None = None, credit: str | None = None) -> Picture:
    return Picture(frozenset({address}), caption, credit)


@pytest.mark.parametrize(
    ("found", "true", "expected"),
    [
        ("Der Markt öffnet.", "Der Markt öffnet.", 1.0),
        ("der  MARKT\nöffnet!", "Der Markt öff\u00adnet.", 1.0),
        ("", "Der Markt öffnet.", 0.0),
        ("", "", 1.0),
        ("Menü Der Markt öffnet Menü", "Der Markt öffnet", 2 * 3 / (5 + 3)),
        ("Markt Markt Markt", "Markt", 2 * 1 / (3 + 1)),
    ],
)
def test_words_count_as_often_as_they_stand(found: str, true: str, expected: float) -> None:
    assert f1(found, true) == f1(true, found) == expected


def test_a_text_is_exact_but_for_white_space_and_soft_hyphens() -> None:
    true = Found("Ein Absatz.\n\nNoch einer.")
    same, other = Found(" Ein Ab\u00adsatz. Noch\u00a0einer. "), Found("Ein Absatz. Noch einer!")
    assert score([(same, true), (other, true)]).body_exact == Share(1, 2)


def test_a_day_is_found_or_not() -> None:
    true = Found("", "2024-05-03")
    assert score([(Found("", "2024-05-03"), true), (Found("", "2024-05-04"), true), (Found(""), true)]).dates == Share(
        1, 3
    )


def test_a_picture_is_found_at_any_of_its_addresses() -> None:
    true = Found("", None, (Picture(frozenset({"a.jpg", "a_660.jpg"})), picture("b.jpg")))
    scored = score([(Found("", None, (picture("logo.png"), picture("a_660.jpg"))), true)])
    assert scored.images == Share(1, 2)
    assert scored.untrue == 0


def test_caption_and_credit_count_only_at_their_picture_and_letter_by_letter() -> None:
    true = Found(
        "", None, (picture("a", "Der Markt.", "Anna Berg"), picture("b", "Das Rathaus.", "Tom Au"), picture("c"))
    )
    swapped = (picture("b", "Der Markt.", "Anna Berg"), picture("a", "Der  Markt.", "Anna berg"))
    scored = score([(Found("", None, swapped), true)])
    assert (scored.images, scored.captions, scored.credits) == (Share(2, 3), Share(1, 2), Share(0, 2))
    assert scored.untrue == 3


def test_what_the_page_does_not_give_is_untrue_and_asked_of_nobody() -> None:
    true = Found("", None, (picture("a"),))
    scored = score([(Found("", None, (picture("a", "Der Markt."), picture("b", None, "Anna Berg"))), true)])
    assert (scored.captions, scored.credits, scored.untrue) == (Share(0, 0), Share(0, 0), 2)
    assert scored.credits.value == 1.0


def test_f1_is_the_mean_over_the_pages() -> None:
    assert score([(Found("eins"), Found("eins")), (Found("zwei"), Found("drei"))]).body_f1 == 0.5
