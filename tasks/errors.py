"""The errors of the pipeline, one small tree.

    PressearchivError
    ├── FetchError          one resource could not be had from the site; `url` says which
    │   ├── RefusedError    we said no: host, address, scheme, robots.txt, size, redirects
    │   ├── UnavailableError  the site did not answer in time or answered 429/5xx: worth another try later
    │   └── AnswerError     the site answered with a status that is neither content nor absence
    │       └── BlockedError  the answer keeps programs out: a challenge, a captcha, a login; `block` says which
    ├── ReadingError        a page was fetched and does not read cleanly: it is set aside
    ├── MediaError          bytes are not the image or file they were said to be
    ├── RequestError        the operator asked for what cannot be: no such release, nothing to restore
    ├── StoreError          the S3 storage cannot be reached, refuses, or keeps changing under us
    │   └── OvertakenError  another writer was quicker: look again and start anew
    └── RunError            a whole run cannot go on, or fell short of its health gates

Every message is one line that says what, where and, where it helps, what to do. Errors of configuration stand
in `config.errors`.
"""


class PressearchivError(Exception):
    """Anything the pipeline itself raises."""


class FetchError(PressearchivError):
    """One resource could not be fetched."""

    def __init__(self, message: str, url: str) -> None:
        super().__init__(message)
        self.url = url

    def __reduce__(self) -> tuple[type["FetchError"], tuple[str, ...]]:
        return type(self), (str(self), self.url)


class RefusedError(FetchError):
    """The fetcher refused: fetching would be unsafe, impolite or too large."""


class UnavailableError(FetchError):
    """No answer in time, a broken connection, 429 or 5xx, after all retries."""


class AnswerError(FetchError):
    """An answer that is neither content (200, 304) nor absence (404, 410)."""


class BlockedError(AnswerError):
    """An answer that keeps programs out, whatever its status: no word on what stands behind it."""

    def __init__(self, message: str, url: str, block: str) -> None:
        super().__init__(message, url)
        self.block = block

    def __reduce__(self) -> tuple[type["FetchError"], tuple[str, ...]]:
        return type(self), (str(self), self.url, self.block)


class ReadingError(PressearchivError):
    """A page does not read cleanly."""


class MediaError(PressearchivError):
    """Bytes that are not a whole, safe image or file of a known type."""


class StoreError(PressearchivError):
    """The storage cannot be used as asked."""


class RequestError(PressearchivError):
    """What the operator asked for cannot be."""


class OvertakenError(StoreError):
    """Another writer changed what an attempt had looked at; whoever made the attempt starts anew."""


class RunError(PressearchivError):
    """A run that cannot go on or must not count as good."""
