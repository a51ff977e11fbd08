"""What changed between two versions, field by field: scalars, pictures, files, text and its structure."""

from typing import Any

from tasks.normalise import version_data, version_digest
from tasks.publish.changes import compose_changes
from tasks.publish.diff import list_after, text_after
from tasks.types.changes import Step
from tasks.types.ledger import Entry, State, Version
from tasks.types.release import Content, Heading, Paragraph
from tests.tasks.publish.archives import address, at, content

BEFORE = content("7", "2026-05-04", "Ein Zelt steht dort.")


def step(after: Content) -> Step:
    """The step from one version to another."""
    digests = [version_digest(BEFORE), version_digest(after)]
    state = State(at=at(0), sha256="ab" * 32, warc="captures/x")
    versions = [
        Version(number=1, cause="first", at=at(0), read=at(0), content=digests[0], capture=state),
        Version(number=2, cause="edited", previous=1, at=at(1), read=at(1), content=digests[1], capture=state),
    ]
    entry = Entry(id="7", url=address("7"), first_seen=at(0), last_checked=at(1), versions=tuple(versions), current=2)
    changes = compose_changes(entry, dict(zip(digests, (BEFORE, after), strict=True)))
    (found,) = changes.steps
    return found


def applied(found: Step) -> dict[str, Any]:
    """What was before, with the step's changes."""
    data = version_data(BEFORE)
    for name, value in found.values.items():
        data[name] = value.after
    for name, items in found.items.items():
        data[name] = list_after(data[name], items)
    if found.text:
        data["articleBody"] = text_after(data["articleBody"], found.text)
    return data


def test_a_credit_that_changed_is_told_of_its_picture() -> None:
    image = BEFORE.image[0].model_copy(update={"credit_text": "Jette Vollrath, Stadt Auenstadt"})
    after = BEFORE.model_copy(update={"image": (image,)})
    found = step(after)
    assert found.fields == ("image",)
    (change,) = found.items["image"]
    assert (change.was, change.now) == (0, 0)
    assert change.before["creditText"] == "Jette Vollrath"
    assert change.after["creditText"] == "Jette Vollrath, Stadt Auenstadt"
    assert applied(found) == version_data(after)


def test_a_file_that_went_is_told_by_what_it_was() -> None:
    after = BEFORE.model_copy(update={"associated_media": ()})
    found = step(after)
    (change,) = found.items["associatedMedia"]
    assert (change.was, change.now, change.after) == (0, None, None)
    assert change.before["name"] == "Faltblatt"
    assert applied(found) == version_data(after)


def test_text_is_told_word_by_word_and_its_blocks_are_named() -> None:
    text = "Zwei Zelte stehen dort."
    after = BEFORE.model_copy(update={"article_body": text, "body": (Paragraph(text=text),)})
    found = step(after)
    assert (found.fields, found.values) == (("articleBody", "body"), {})
    assert {**applied(found), "body": version_data(after)["body"]} == version_data(after)


def test_where_only_the_structure_changed_it_is_told() -> None:
    after = BEFORE.model_copy(update={"body": (Heading(level=2, text="Ein Zelt steht dort."),)})
    found = step(after)
    assert (found.fields, found.text) == (("body",), ())
    assert applied(found) == version_data(after)


def test_a_field_that_came_has_nothing_before() -> None:
    after = BEFORE.model_copy(update={"alternative_headline": "Und am Abend Musik"})
    found = step(after)
    assert found.values["alternativeHeadline"].to_json() == {"after": "Und am Abend Musik"}
    assert applied(found) == version_data(after)
