"""Alarms: automations that tell a webhook, or somebody by e-mail, what wants an eye.

Prefect keeps addresses in blocks, and automations name a block by its id, which each server gives anew. So the files
(`webhook.yaml`, `mail.yaml`) hold a word in its place. Enrolling saves the blocks from the settings, puts their ids in,
and creates the automations, in the stead of those of the same name.

Prefect's own e-mail action needs Prefect Cloud. Its notification blocks, however, hand their address to Apprise, which
speaks SMTP as well as the chat services; so the block for e-mail is a `SlackWebhook` that bears a `mailto://` address:
`mailtos://USER:PASSWORD@SMTP-HOST:587?from=archiv@example.org&to=wache@example.org`, or for a server on this machine
`mailto://127.0.0.1:25?mode=insecure&smtp=127.0.0.1&from=…&to=…`.
"""

import asyncio
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from prefect.blocks.core import Block
from prefect.blocks.notifications import SlackWebhook
from prefect.blocks.webhook import Webhook
from prefect.client.orchestration import get_client

from config.errors import ConfigError
from config.settings import Settings

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to tell: its automations' file, the word in it that stands for the block, the block's name."""

    file: str
    word: str
    block: str

    @property
    def text(self) -> str:
        """The file as it is shipped."""
        return (_HERE / self.file).read_text("utf-8")

    @property
    def names(self) -> list[str]:
        """The names of its automations."""
        return re.findall(r'^  - name: "(.+)"$', self.text, re.M)


WEBHOOK = Channel("webhook.yaml", "WEBHOOK-BLOCK", "pressearchiv-webhook")
MAIL = Channel("mail.yaml", "MAIL-BLOCK", "pressearchiv-mail")


def enrol(settings: Settings) -> tuple[str, ...]:
    """Make the alarms known to the Prefect server that the settings name addresses for; the automations' names."""
    chosen: list[tuple[Channel, Block]] = []
    if settings.alarm_webhook_url:
        chosen.append((WEBHOOK, Webhook(url=settings.alarm_webhook_url)))
    if settings.alarm_mail_url:
        chosen.append((MAIL, SlackWebhook(url=settings.alarm_mail_url)))
    if not chosen:
        raise ConfigError("no alarms: set PRESSEARCHIV_ALARM_WEBHOOK_URL or PRESSEARCHIV_ALARM_MAIL_URL")
    for channel, block in chosen:
        _enrol(channel, str(block.save(channel.block, overwrite=True)))
    return tuple(name for channel, _ in chosen for name in channel.names)


def _enrol(channel: Channel, block: str) -> None:
    asyncio.run(_remove(channel.names))
    with TemporaryDirectory() as folder:
        file = Path(folder) / channel.file
        file.write_text(channel.text.replace(channel.word, block), "utf-8")
        command = (sys.executable, "-m", "prefect", "--no-prompt", "automation", "create", "--from-file", str(file))
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - the command is ours
    if done.returncode:
        raise ConfigError(f"{channel.file}: {' '.join((done.stderr or done.stdout).split())}")


async def _remove(names: list[str]) -> None:
    async with get_client() as client:
        for name in names:
            for one in await client.read_automations_by_name(name):
                await client.delete_automation(one.id)
