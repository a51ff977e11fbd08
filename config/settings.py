"""Settings of an installation, from the environment or `.env` in the working folder, prefix `PRESSEARCHIV_`.

A variable with the prefix that is no setting is refused: a typing error would else go unnoticed. An empty value
counts as not given, the environment wins over `.env`. Credentials of the S3 storage are boto3's own matter.
"""

import os
import re
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, DotEnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from config.entries import shown
from config.errors import ConfigError
from config.findings import join, nearest, say
from config.values import BaseUrl

PREFIX = "PRESSEARCHIV_"

# Amazon S3 User Guide, "General purpose bucket naming rules".
_BUCKET = re.compile(
    r"(?!\d+\.\d+\.\d+\.\d+$|xn--|sthree-|amzn-s3-demo-)(?!.*(\.\.|-s3alias$|--ol-s3$|\.mrap$|--x-s3$|--table-s3$))"
    r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"
)
_CONTACT = re.compile(r"[!-'*-?A-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+|https?://[A-Za-z0-9][!-'*-~]*")


def _bucket(name: str) -> str:
    if not _BUCKET.fullmatch(name):
        raise ValueError(
            "not an S3 bucket name, which should be 3 to 63 lower-case letters, digits, dots and hyphens "
            "without a reserved beginning or end, such as pressearchiv"
        )
    return name


def _region(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?", name):
        raise ValueError("not a region, such as us-east-1")
    return name


def _block(name: str) -> str:
    if not re.fullmatch(r"(aws|minio)-credentials/[a-z0-9-]+", name):
        raise ValueError("not a block with credentials, such as aws-credentials/archive or minio-credentials/archive")
    return name


def _contact(text: str) -> str:
    if not _CONTACT.fullmatch(text):
        raise ValueError("not an e-mail address or web address, such as archiv@example.org")
    return text


def _name(text: str) -> str:
    if not text.isprintable() or text != text.strip():
        raise ValueError("not a name on one line, such as Stadtarchiv Musterstadt")
    return text


def _folder(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise ValueError("not a folder: it begins with the home of a user who is not known here") from error


def _base(url: str) -> str:
    if "?" in url or "#" in url:
        raise ValueError("not a base address: it should have no ? and no #")
    return url if url.endswith("/") else f"{url}/"


class Settings(BaseSettings):
    """What differs between installations. `read_settings` makes it; the class itself reads nothing."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, case_sensitive=True, frozen=True, extra="forbid")

    data_dir: Annotated[Path, AfterValidator(_folder)] = Field(
        Path(".pressearchiv"), description="folder for the data of the embedded parts"
    )
    s3_endpoint_url: BaseUrl | None = Field(
        None, description="address of the S3 storage; without it the embedded S3 server is started on loopback"
    )
    s3_bucket: Annotated[str, AfterValidator(_bucket)] = Field(
        "pressearchiv", description="bucket that holds the archive"
    )
    s3_region: Annotated[str, AfterValidator(_region)] = Field("us-east-1", description="region of the bucket")
    s3_checksums: Literal["when_supported", "when_required"] = Field(
        "when_supported",
        description="when boto3 adds and checks checksums of its own; when_required for servers that refuse them",
    )
    s3_timeout: float = Field(
        60, gt=0, le=900, description="seconds of the storage's silence after which a request is given up and repeated"
    )
    s3_credentials_block: Annotated[str, AfterValidator(_block)] | None = Field(
        None, description="Prefect block with the storage's credentials, such as aws-credentials/archive"
    )
    contact: Annotated[str, AfterValidator(_contact)] | None = Field(
        None, description="e-mail or web address put into the User-Agent, for the city's web team"
    )
    site_language: Literal["de", "en"] = Field("de", description="language of the reading site's own texts")
    site_url: Annotated[BaseUrl, AfterValidator(_base)] | None = Field(
        None, description="public address of the published tree, for feeds, canonical links and sitemaps"
    )
    publisher: Annotated[str, AfterValidator(_name)] | None = Field(
        None, description="name of whoever keeps this archive, told to readers and data portals"
    )
    concurrency: int = Field(8, ge=1, le=64, description="releases worked on at once")
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], BeforeValidator(lambda text: str(text).upper())
    ] = Field("INFO", description="least severity that is logged")
    log_format: Literal["text", "json"] = Field(
        "text", description="json: the log also goes to standard error as JSON lines, with run, source and release"
    )
    metrics_dir: Annotated[Path, AfterValidator(_folder)] | None = Field(
        None, description="folder for each run's figures in Prometheus' text form, as node_exporter collects them"
    )
    metrics_push_url: BaseUrl | None = Field(
        None, description="address of a Prometheus Pushgateway that each run's figures are pushed to"
    )
    alarm_webhook_url: SecretStr | None = Field(
        None,
        description="address that alarms are posted to as JSON; `python -m infra.alarms` puts it into a Prefect block",
    )
    alarm_mail_url: SecretStr | None = Field(
        None, description="mailto:// or mailtos:// address for alarms by e-mail, as `infra/alarms` says; likewise"
    )

    @property
    def user_agent(self) -> str:
        """How the archive names itself to the city's server (RFC 9110, section 10.1.5)."""
        comment = f" (+{self.contact})" if self.contact else ""
        return f"Pressearchiv/{version('pressearchiv')}{comment}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - passed by name, every one
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        # `read_settings` gives every value, so that tests and flows can give an environment as a value.
        return (init_settings,)


def variables() -> dict[str, str]:
    """Every variable's name with its description, for the documentation."""
    return {PREFIX + name.upper(): field.description or "" for name, field in Settings.model_fields.items()}


def read_settings(env: Mapping[str, str] | None = None, env_file: Path | str | None = ".env") -> Settings:
    """The settings of that environment (the process's by default) over that file; ConfigError, one line a finding."""
    in_file = _ours(_read_file(env_file))
    given = in_file | _ours(os.environ if env is None else env)
    findings = [_unknown(name, f" in {env_file}" if name in in_file else "") for name in given.keys() - variables()]
    known = {name.removeprefix(PREFIX).lower(): given[name] for name in given.keys() & variables()}
    try:
        settings = Settings.model_validate(known)
    except ValidationError as error:
        findings += [_wrong(finding, known) for finding in error.errors()]
    if findings:
        raise join(sorted(findings))
    return settings


def _read_file(env_file: Path | str | None) -> Mapping[str, str | None]:
    try:
        return DotEnvSettingsSource(Settings, env_file=env_file).env_vars
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{env_file}: cannot be read: {error}") from error


def _ours(env: Mapping[str, str | None]) -> dict[str, str]:
    # In capitals or not: a variable in small letters is one that was meant to be heard, too.
    return {name: value for name, value in env.items() if value and name.upper().startswith(PREFIX)}


def _unknown(name: str, place: str) -> str:
    short = [variable.removeprefix(PREFIX) for variable in variables()]
    return f"{name}{place}: no such setting{nearest(name.upper().removeprefix(PREFIX), short, PREFIX)}"


def _wrong(error: ErrorDetails, known: Mapping[str, str]) -> str:
    name = str(error["loc"][0])
    return f"{PREFIX}{name.upper()}: {say(error, shown(known[name]))}"
