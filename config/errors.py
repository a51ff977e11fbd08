"""The one error of this room."""


class ConfigError(Exception):
    """A setting or a source file is wrong: one line that says what, where and what would be right."""
