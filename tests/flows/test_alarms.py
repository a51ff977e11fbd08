"""Alarms as shipped, on a real Prefect server: a failed run reaches a webhook and a mailbox."""

import asyncio
import json
import os
import queue
import re
from collections.abc import Iterator
from email.message import EmailMessage

import httpx
import pytest
from prefect.client.orchestration import get_client

from config.errors import ConfigError
from config.settings import read_settings
from infra.alarms import MAIL, WEBHOOK, Channel, enrol
from tests.city.misbehaviour import KeptOut
from tests.flows.conftest import Town
from tests.flows.sinks import mail_sink, web_sink
from tests.flows.test_health import SEEDS

PATIENCE = 120
Posts = queue.Queue[bytes]
Mails = queue.Queue[EmailMessage]


@pytest.fixture
def sinks(town: Town, prefect_api: str) -> Iterator[tuple[Posts, Mails]]:
    """A webhook and a mailbox that the alarms are enrolled for."""
    posts, mails = Posts(), Mails()
    with web_sink(posts) as url, mail_sink(mails) as port:
        mail = f"mailto://127.0.0.1:{port}?mode=insecure&smtp=127.0.0.1&from=archiv@musterstadt.example&to=wache@musterstadt.example"
        env = {"PRESSEARCHIV_ALARM_WEBHOOK_URL": url, "PRESSEARCHIV_ALARM_MAIL_URL": mail}
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PREFECT_API_URL", prefect_api)  # for Prefect's own command
            for _ in range(2):  # safe to repeat
                assert enrol(read_settings(dict(os.environ) | env, None)) == (*WEBHOOK.names, *MAIL.names)
        try:
            yield posts, mails
        finally:
            asyncio.run(_remove())


async def _remove() -> None:
    async with get_client() as client:
        for name in (*WEBHOOK.names, *MAIL.names):
            for one in await client.read_automations_by_name(name):
                await client.delete_automation(one.id)


def test_a_failed_run_and_a_closed_site_reach_webhook_and_mailbox(
    town: Town, prefect_api: str, sinks: tuple[Posts, Mails]
) -> None:
    posts, mails = sinks
    known = httpx.post(f"{prefect_api}/automations/filter", json={}).json()
    assert sorted(one["name"] for one in known) == sorted((*WEBHOOK.names, *MAIL.names))
    for seed in SEEDS:
        town.city.fail(seed, KeptOut())
    assert town.archive().is_failed()
    told = {one["event"]: one for one in (json.loads(posts.get(timeout=PATIENCE)) for _ in range(2))}
    assert set(told) == {"prefect.flow-run.Failed", "pressearchiv.source.blocked"}
    assert told["prefect.flow-run.Failed"]["text"].startswith("archive-releases: ")
    assert "asks for a riddle to be solved" in told["prefect.flow-run.Failed"]["reason"]
    assert told["pressearchiv.source.blocked"]["resource"] == "pressearchiv.source.town"
    letters = [mails.get(timeout=PATIENCE) for _ in range(2)]
    assert {letter["to"] for letter in letters} == {"wache@musterstadt.example"}
    assert any("the site keeps us out" in letter["subject"] for letter in letters)
    bodies = [str(letter.get_body(("plain",))) for letter in letters]
    assert all("riddle" in body for body in bodies)


@pytest.mark.parametrize("channel", [WEBHOOK, MAIL])
def test_the_files_hold_the_blocks_word_and_no_address(channel: Channel) -> None:
    names = [one for one in channel.names if one]
    assert len(names) == len(set(names)) == channel.text.count(f"block_document_id: {channel.word}")
    assert not re.search(r"https?://|mailtos?://|@", channel.text)


def test_without_an_address_there_is_nothing_to_enrol() -> None:
    with pytest.raises(ConfigError, match="PRESSEARCHIV_ALARM_WEBHOOK_URL"):
        enrol(read_settings({}, None))
