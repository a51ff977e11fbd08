"""Fresh credentials for an installation: the storage's identities with their policies, and everybody's secrets.

    python -m infra.identities infra

writes `s3.json` (for SeaweedFS) and `.env` (for Compose) into that folder, readable by their owner alone. What stands
there already is kept: a secret is never replaced by mistake.
"""

import json
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

ROLES = ("reader", "publisher", "writer", "keeper")
POLICIES = Path(__file__).parent / "policies"

Keys = Mapping[str, tuple[str, str]]
"""Access key and secret key by role; `admin` is the storage's own."""


def fresh_keys() -> Keys:
    """New keys for every role."""
    return {role: (secrets.token_hex(10).upper(), secrets.token_urlsafe(30)) for role in ("admin", *ROLES)}


def identities(keys: Keys, bucket: str = "pressearchiv") -> str:
    """SeaweedFS's configuration: each role may do what its policy says of that bucket, and nothing else."""

    def identity(role: str, rights: Mapping[str, object]) -> dict[str, object]:
        access, secret = keys[role]
        return {"name": role, "credentials": [{"accessKey": access, "secretKey": secret}], **rights}

    known = [identity("admin", {"actions": ["Admin"]}), *(identity(role, {"policyNames": [role]}) for role in ROLES)]
    policies = [{"name": role, "content": policy(role, bucket)} for role in ROLES]
    return json.dumps({"identities": known, "policies": policies}, indent=2)


def policy(role: str, bucket: str) -> str:
    """A role's policy as it is shipped, for that bucket."""
    return (POLICIES / f"{role}.json").read_text("utf-8").replace(":::pressearchiv", f":::{bucket}")


def variables(keys: Keys) -> str:
    """What Compose fills in; the operator adds who runs it and under which name it is read."""
    pairs = {
        "POSTGRES_PASSWORD": secrets.token_hex(24),
        "REDIS_PASSWORD": secrets.token_hex(24),
        "PREFECT_AUTH": f"operator:{secrets.token_hex(16)}",
        **{f"{role.upper()}_KEY": keys[role][0] for role in keys},
        **{f"{role.upper()}_SECRET": keys[role][1] for role in keys},
        "ALARM_WEBHOOK_URL": "",
        "ALARM_MAIL_URL": "",
        "CONTACT": "",
        "PUBLISHER": "",
        "SITE_HOST": "",
    }
    return "".join(f"{name}={value}\n" for name, value in pairs.items())


def write(folder: Path) -> tuple[Path, Path]:
    """Write both files; where either stands already, nothing."""
    files = (folder / "s3.json", folder / ".env")
    for file in files:
        if file.exists():
            raise FileExistsError(f"{file} stands already; move it away to make new credentials")
    keys = fresh_keys()
    for file, content in zip(files, (identities(keys), variables(keys)), strict=True):
        file.touch(mode=0o600)
        file.write_text(content, "utf-8")
    return files


if __name__ == "__main__":
    try:
        made = write(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
    except OSError as error:
        sys.exit(f"infra.identities: {error}")
    sys.stdout.write(f"written: {made[0]}, {made[1]}; add CONTACT, PUBLISHER and SITE_HOST to the second\n")
