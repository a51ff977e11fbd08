"""When two places say the same of a picture's maker, and when they do not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.credits import read_credit
from tasks.credits.agreement import ORDER, RULES, Agreement, Claim, Rule, agree, agrees
from tasks.types.release import Creator, CreditEvidence


def claim(text: str, evidence: CreditEvidence = "caption") -> Claim:
    return Claim(evidence, text, read_credit(text).creators)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.one} = {rule.other}")
def test_what_makes_no_difference(rule: Rule) -> None:
    for one, other in ((rule.one, rule.other), (rule.other, rule.one)):
        assert agrees(claim(one), claim(other))
        assert agrees(claim(one), Claim("embedded", other)), "whether the names were read already does not matter"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ruth Seidel", "Karl Obermann"),
        ("Ruth Seidel", "Karl Seidel"),
        ("Ruth Seidel", "Ruth Obermann"),
        ("R. Seidel", "K. Seidel"),
        ("Seidel, Ruth", "Karl Seidel"),
        ("R. S.", "Ruth Seidel"),
        ("Ruth Seidel", "Stadt Lindenau"),
        ("Ruth Seidel, Karl Obermann", "Ruth Seidel, Stadt Lindenau"),
        ("Anna Berg, Peter Tal", "Peter Berg, Anna Tal"),
        ("Stadt Lindenau", "Stadt Hattenrode"),
        ("Baumgart Architekten GmbH, Lindenau", "Baumgart Architekten GmbH, Hattenrode"),
        ("privat", "Ruth Seidel"),
        ("Ruth Seidel / privat", "privat"),
        ("privat", "Stadt Lindenau"),
        ("privat", "Archiv"),
        ("dpa", "Ruth Seidel"),
    ],
)
def test_what_is_a_conflict(one: str, other: str) -> None:
    assert not agrees(claim(one), claim(other))
    assert not agrees(claim(other), claim(one))


def test_the_leading_claim_is_the_one_printed_closest_to_the_picture() -> None:
    caption, overlay = claim("Ruth Seidel"), claim("R. Seidel / Stadt Lindenau", "overlay")
    page, embedded = claim("Karl Obermann", "page"), claim("RUTH SEIDEL", "embedded")
    assert agree([embedded, page, overlay, caption]) == Agreement(caption, ("caption", "overlay", "embedded"), (page,))
    assert agree([embedded, page]) == Agreement(page, ("page",), (embedded,))
    assert agree([embedded]) == Agreement(embedded, ("embedded",), ())


def test_one_kind_of_place_may_agree_and_conflict() -> None:
    claims = [claim("Ruth Seidel"), claim("Ruth Seidel", "embedded"), claim("Karl Obermann", "embedded")]
    assert agree(claims) == Agreement(claims[0], ("caption", "embedded"), (claims[2],))


@pytest.mark.parametrize("text", ["", " ", "—", "©"])
def test_without_claims_there_is_no_credit(text: str) -> None:
    assert agree([]) == Agreement(None, (), ())
    assert agree([Claim("caption", text)]) == Agreement(None, (), ())


creators = st.lists(
    st.builds(
        Creator,
        type_=st.sampled_from(["Person", "Organization"]),
        name=st.one_of(
            st.text(max_size=12),
            st.lists(st.sampled_from("Ruth R. Seidel Karl von Dr. Stadt Lindenau , GmbH".split()), max_size=4).map(
                " ".join
            ),
        ),
    ),
    max_size=3,
).map(tuple)
texts = st.one_of(
    st.text(max_size=30),
    st.sampled_from([text for rule in RULES for text in (rule.one, rule.other)]),
)
claims = st.one_of(st.builds(Claim, st.sampled_from(ORDER), texts, creators), texts.map(claim))


@settings(max_examples=300, deadline=None)
@given(claims, claims)
def test_agreement_is_reflexive_and_symmetric(one: Claim, other: Claim) -> None:
    assert agrees(one, one)
    assert agrees(one, other) == agrees(other, one)


@settings(max_examples=200, deadline=None)
@given(st.lists(claims, max_size=5))
def test_every_claim_leads_agrees_or_conflicts(said: list[Claim]) -> None:
    read = agree(said)
    assert set(read.conflicting) <= set(said)
    if read.leading is None:
        assert read == Agreement(None, (), ())
        return
    assert read.leading in said
    assert read.evidence[0] == read.leading.evidence
    assert list(read.evidence) == sorted(set(read.evidence), key=ORDER.index)
    assert not any(agrees(read.leading, conflicting) for conflicting in read.conflicting)
    assert all(ORDER.index(read.leading.evidence) <= ORDER.index(other.evidence) for other in read.conflicting)
    assert agree([read.leading, *read.conflicting]).conflicting == read.conflicting
