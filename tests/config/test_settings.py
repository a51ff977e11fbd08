"""Settings from an environment given as a value."""

from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from config.errors import ConfigError
from config.settings import PREFIX, Settings, read_settings, variables

ALL = ", ".join(variables())


def read(**env: str) -> Settings:
    return read_settings({PREFIX + name: value for name, value in env.items()}, env_file=None)


def complaint(**env: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read(**env)
    return str(caught.value).split("\n")


def test_nothing_has_to_be_set() -> None:
    assert read().model_dump() == {
        "data_dir": Path(".pressearchiv"),
        "s3_endpoint_url": None,
        "s3_bucket": "pressearchiv",
        "s3_region": "us-east-1",
        "s3_checksums": "when_supported",
        "s3_timeout": 60,
        "s3_credentials_block": None,
        "contact": None,
        "site_language": "de",
        "site_url": None,
        "publisher": None,
        "concurrency": 8,
        "log_level": "INFO",
        "log_format": "text",
        "metrics_dir": None,
        "metrics_push_url": None,
        "alarm_webhook_url": None,
        "alarm_mail_url": None,
    }


def test_every_setting_is_read_and_described() -> None:
    env = {
        "DATA_DIR": "/srv/archive",
        "S3_ENDPOINT_URL": "https://s3.example.org:9000",
        "S3_BUCKET": "presse.stadt-2",
        "S3_REGION": "eu-central-1",
        "S3_CHECKSUMS": "when_required",
        "S3_TIMEOUT": "20",
        "S3_CREDENTIALS_BLOCK": "aws-credentials/archive",
        "CONTACT": "archiv@example.org",
        "SITE_LANGUAGE": "en",
        "SITE_URL": "https://archiv.example.org/presse",
        "PUBLISHER": "Stadtarchiv Musterstadt",
        "CONCURRENCY": "3",
        "LOG_LEVEL": "debug",
        "LOG_FORMAT": "json",
        "METRICS_DIR": "/var/lib/node_exporter",
        "METRICS_PUSH_URL": "http://push.example.org:9091/",
        "ALARM_WEBHOOK_URL": "https://hooks.example.org/alarm",
        "ALARM_MAIL_URL": "mailto://127.0.0.1:25?to=wache@example.org",
    }
    settings = read(**env)
    assert settings.model_fields_set == {name.lower() for name in env} == set(Settings.model_fields)
    assert (settings.data_dir, settings.concurrency, settings.log_level) == (Path("/srv/archive"), 3, "DEBUG")
    assert settings.site_url == "https://archiv.example.org/presse/"
    assert list(variables()) == [PREFIX + name for name in env]
    assert all(variables().values())


def test_a_home_folder_is_found() -> None:
    assert read(DATA_DIR="~/archive").data_dir == Path.home() / "archive"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("S3_BUCKET", "My Bucket", "'My Bucket' is not an S3 bucket name, which should be 3 to 63 lower-case letters, "
         "digits, dots and hyphens without a reserved beginning or end, such as pressearchiv"),
        ("S3_ENDPOINT_URL", "s3.example.org", "'s3.example.org' is not a web address, such as https://www.example.org/"),
        ("S3_REGION", "eu central", "'eu central' is not a region, such as us-east-1"),
        ("S3_CHECKSUMS", "never", "'never' should be 'when_supported' or 'when_required'"),
        ("S3_TIMEOUT", "0", "'0' is not more than 0.0"),
        ("CONTACT", "me", "'me' is not an e-mail address or web address, such as archiv@example.org"),
        ("SITE_LANGUAGE", "fr", "'fr' should be 'de' or 'en'"),
        ("SITE_URL", "https://a.example/?b", "'https://a.example/?b' is not a base address: it should have no ? and "
         "no #"),
        ("PUBLISHER", "Stadt\narchiv", r"'Stadt\narchiv' is not a name on one line, such as Stadtarchiv Musterstadt"),
        ("CONCURRENCY", "many", "'many' is not a whole number"),
        ("CONCURRENCY", "2.5", "'2.5' is not a whole number"),
        ("CONCURRENCY", "0", "'0' is less than 1"),
        ("CONCURRENCY", "65", "'65' is more than 64"),
        ("LOG_LEVEL", "loud", "'loud' should be 'DEBUG', 'INFO', 'WARNING', 'ERROR' or 'CRITICAL'"),
        ("DATA_DIR", "~nobody-of-that-name/a", "'~nobody-of-that-name/a' is not a folder: it begins with the home of a "
         "user who is not known here"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named(name: str, value: str, expected: str) -> None:
    assert complaint(**{name: value}) == [f"{PREFIX}{name}: {expected}"]


@pytest.mark.parametrize(
    "name",
    ["ab", "a" * 64, "Essen", "a_b", "-ab", "ab-", ".ab", "a..b", "192.168.0.1", "xn--abc", "sthree-abc",
     "amzn-s3-demo-abc", "abc-s3alias", "abc--ol-s3", "abc.mrap", "abc--x-s3", "abc--table-s3", "abc\n"],
)  # fmt: skip
def test_buckets_that_s3_refuses(name: str) -> None:
    assert complaint(S3_BUCKET=name)[0].startswith(f"{PREFIX}S3_BUCKET: {name!r}"[:60])


@pytest.mark.parametrize("name", ["abc", "a" * 63, "presse.stadt", "192.168.0.1a", "2024-presse"])
def test_buckets_that_s3_takes(name: str) -> None:
    assert read(S3_BUCKET=name).s3_bucket == name


def test_a_typing_error_in_a_name_is_refused() -> None:
    assert complaint(S3_BUKET="x", ZZZ="x") == [
        f"{PREFIX}S3_BUKET: no such setting; did you mean {PREFIX}S3_BUCKET? Allowed: {ALL}",
        f"{PREFIX}ZZZ: no such setting. Allowed: {ALL}",
    ]


def test_small_letters_are_a_typing_error() -> None:
    with pytest.raises(ConfigError, match=f"^pressearchiv_log_level: no such setting; did you mean {PREFIX}LOG_LEVEL"):
        read_settings({"pressearchiv_log_level": "INFO"}, env_file=None)


def test_all_findings_are_told_at_once() -> None:
    lines = complaint(S3_BUKET="x", CONCURRENCY="0", LOG_LEVEL="loud")
    assert [line.split(":")[0].removeprefix(PREFIX) for line in lines] == ["CONCURRENCY", "LOG_LEVEL", "S3_BUKET"]


def test_an_empty_value_is_not_given() -> None:
    assert read(S3_ENDPOINT_URL="", CONCURRENCY="", NO_SETTING="") == read()


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(
        f"# installation\nAWS_ACCESS_KEY_ID=x\nOTHER\n{PREFIX}S3_BUCKET='from-file'\nexport {PREFIX}CONCURRENCY=2\n"
    )
    settings = read_settings({f"{PREFIX}S3_BUCKET": "from-environment", "PATH": "/bin"}, file)
    assert (settings.s3_bucket, settings.concurrency) == ("from-environment", 2)


def test_a_typing_error_in_the_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"{PREFIX}SITEURL=https://a.example/\n")
    with pytest.raises(ConfigError) as caught:
        read_settings({}, file)
    expected = f"{PREFIX}SITEURL in {file}: no such setting; did you mean {PREFIX}SITE_URL? Allowed: {ALL}"
    assert str(caught.value) == expected


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"NAME=K\xf6ln\n")
    with pytest.raises(ConfigError, match=rf"^{file}: cannot be read: "):
        read_settings({}, file)


def test_the_process_and_its_folder_are_read_when_nothing_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(f"{PREFIX}CONCURRENCY", "5")
    Path(".env").write_text(f"{PREFIX}S3_BUCKET=from-file\n")
    settings = read_settings()
    assert (settings.concurrency, settings.s3_bucket) == (5, "from-file")
    assert Settings().concurrency == 8


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        read().concurrency = 2  # type: ignore[misc]


@pytest.mark.parametrize(
    ("contact", "comment"),
    [
        ("archiv@example.org", " (+archiv@example.org)"),
        ("https://archiv.example.org/kontakt", " (+https://archiv.example.org/kontakt)"),
        ("", ""),
    ],
)
def test_the_user_agent_names_version_and_contact(contact: str, comment: str) -> None:
    assert read(CONTACT=contact).user_agent == f"Pressearchiv/{version('pressearchiv')}{comment}"


@pytest.mark.parametrize(
    "contact", ["a@b", "a b@example.org", "https://a.example/(x)", "a@example.org\r\nX: y", "ä@ö.de"]
)
def test_a_contact_cannot_break_the_header(contact: str) -> None:
    assert "is not an e-mail address or web address" in complaint(CONTACT=contact)[0]


@given(st.dictionaries(st.sampled_from([*variables(), f"{PREFIX}X", "HOME"]), st.text(), max_size=4))
def test_any_environment_is_taken_or_refused_line_by_line(env: dict[str, str]) -> None:
    message = ""
    try:
        read_settings(env, env_file=None)
    except ConfigError as error:
        message = str(error)
    assert all(line.startswith(PREFIX) for line in message.splitlines())
