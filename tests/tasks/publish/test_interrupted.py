"""A publisher that dies: what readers meet then, and what the next one makes of it."""

from collections.abc import Iterator

import pytest

from tasks.store.store import Store
from tests.tasks.publish.archives import Archive, DeadError, Dying, Recording, observation
from tests.tasks.publish.tree import Tree, links, problems, read_tree, resolve


def edit(archive: Archive, hours: float) -> None:
    """An edit, a new release in a new year, and a page that is gone."""
    archive.read("1003", "2026-05-04", f"Nach {hours} Stunden stehen dort Zelte.", hours)
    archive.read("1004", "2024-03-01", "Ein alter Fund.", hours)
    archive.record("2025", observation("1001", "gone", hours))


def dead_ends(tree: Tree) -> list[str]:
    """Links that lead nowhere, on any way from the root."""
    ahead, seen, dead = ["index.html", "index.json"], set[str](), list[str]()
    while ahead:
        path = ahead.pop()
        for link in links(path, tree[path]):
            found = resolve(path, link)
            if found not in tree:
                dead.append(f"{path}: {link}")
            elif found not in seen:
                seen.add(found)
                ahead.append(found)
    return dead


def after_each_write(tree: Tree, recording: Recording) -> Iterator[dict[str, bytes]]:
    """What stood published after each of the writes and removals, had it been the last."""
    now, bodies = dict(tree), iter(recording.bodies)
    for name, gone in recording.calls:
        if name in ("put", "create"):
            key, body = next(bodies)
            if key.startswith("public/"):
                now[key.removeprefix("public/")] = body
                yield dict(now)
        elif name == "delete":
            del now[gone.removeprefix("public/")]
            yield dict(now)


def die(archive: Archive, writes: int) -> bool:
    """Whether the publisher died in front of that write; it would else have ended its work."""
    try:
        Archive(Store(Dying(archive.store.bucket, writes))).publish(changed_only=True)
    except DeadError:
        return True
    return False


def test_before_the_first_publisher_has_done_its_work_nothing_is_announced(
    archive: Archive, recording: Recording
) -> None:
    archive.publish()
    trees = list(after_each_write({}, recording))
    assert len(trees) > 39
    assert ["index.json" in tree for tree in trees] == [False] * (len(trees) - 1) + [True]


def test_whenever_a_publisher_dies_readers_find_all_that_is_named(published: Archive, recording: Recording) -> None:
    old = read_tree(recording)
    edit(published, 30)
    recording.forget()
    published.publish()
    new = read_tree(recording)
    trees = list(after_each_write(old, recording))
    assert trees[-1] == new
    assert len(trees) > 33
    for tree in trees:
        assert dead_ends(tree) == []
        for path, body in tree.items():
            assert body in (old.get(path), new.get(path)), f"{path} is neither as it was nor newer"
    assert problems(new) == [], "after the root all digests hold"


def test_deaths_one_upon_the_other_lose_nothing(published: Archive, recording: Recording) -> None:
    edit(published, 30)
    deaths = 0
    while die(published, deaths):
        deaths += 1
    assert deaths > 10
    assert problems(read_tree(recording)) == []
    assert published.publish() == 0


@pytest.mark.parametrize("writes", [0, 3, 8, 12, 16, 19, 24])
def test_whenever_a_publisher_dies_the_next_one_ends_its_work(standing: Archive, writes: int) -> None:
    hours = 10.0 + 10 * writes
    edit(standing, hours)
    standing.read(f"20{writes}", f"20{10 + writes}-01-01", "In einem neuen Jahr.", hours)
    standing.record("2025", observation("1001", "unchanged", hours + 1))
    assert die(standing, writes)
    standing.publish(changed_only=True)
    tree = read_tree(standing.store.bucket)
    assert problems(tree) == []
    assert dead_ends(tree) == []
    assert standing.publish() == 0


@pytest.mark.parametrize("writes", [2, 5, 8, 13])
def test_what_a_dead_publisher_left_is_gone_even_when_the_ledger_says_again_what_it_said(
    standing: Archive, writes: int
) -> None:
    bucket, hours = standing.store.bucket, 1000.0 + 10 * writes
    standing.publish()
    before = read_tree(bucket)
    standing.record("2025", observation("1001", "missing", hours))
    standing.record("2026", observation("1003", "missing", hours))
    assert die(standing, writes)
    standing.record("2025", observation("1001", "unchanged", hours + 1))
    standing.record("2026", observation("1003", "unchanged", hours + 1))
    standing.publish(changed_only=True)
    after = read_tree(bucket)
    assert problems(after) == []
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"auenstadt/2025/checks.json", "auenstadt/2026/checks.json"}
