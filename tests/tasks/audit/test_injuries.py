"""Two hundred injuries at random, through the real storage: found, named, repaired, or told as lost."""

from collections import Counter

from tests.tasks.audit.archives import Archive
from tests.tasks.audit.injuries import WAYS
from tests.tasks.audit.trial import play

_ROUNDS, _EACH = 6, 35


def test_every_injury_is_found_and_what_can_be_is_repaired(archive: Archive) -> None:
    done: Counter[str] = Counter()
    for seed in range(_ROUNDS):
        injuries, report = play(archive, seed, _EACH)
        done.update(injury.way for injury in injuries)
        assert report.repaired
    assert done.total() >= 200
    assert set(done) == set(WAYS)
    assert archive.audit().findings == ()
