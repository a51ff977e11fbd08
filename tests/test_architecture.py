"""The house: who may know whom. One way only: infra → flows → tasks → types; flows → config.

A source file's rules are values like the types, so tasks may know `config.source` with `config.gates` and
`config.backfill`, and nothing else of `config`.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ("config", "tasks", "flows", "infra")
FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for room in HOUSE
    for path in (ROOT / room).rglob("*.py")
}
PURE = (
    "tasks.types", "tasks.errors", "tasks.discover.listing", "tasks.capture.warc", "tasks.capture.codings",
    "tasks.capture.surt", "tasks.capture.cdxj", "tasks.parse", "tasks.credits", "tasks.normalise", "tasks.schema",
    "tasks.ledger.rules", "tasks.ledger.checks", "tasks.ledger.versions", "tasks.ledger.recheck",
    "tasks.ledger.migration", "tasks.ledger.withdrawals",
    "tasks.media.kinds", "tasks.media.measure", "tasks.media.embedded", "tasks.renditions",
    "tasks.store.keys", "tasks.store.policy",
    "tasks.site", "tasks.publish.disclosure", "tasks.publish.changes", "tasks.publish.compose", "tasks.publish.diff",
    "tasks.publish.contribution", "tasks.publish.shelving", "tasks.discover.inventory",
    "tasks.formats.ninjs", "tasks.formats.citation", "tasks.formats.xhtml", "tasks.formats.bulk",
    "tasks.formats.sitemap", "tasks.formats.dcat",
    "tasks.audit.places", "tasks.audit.claims", "tasks.audit.compare", "tasks.audit.crosscheck", "tasks.audit.fixity",
    "tasks.audit.rebuild", "tasks.audit.remedies", "tasks.audit.sample",
    "tasks.backfill.cdx", "tasks.backfill.questions", "tasks.backfill.addresses", "tasks.backfill.slicing",
    "tasks.backfill.elsewhere",
    "tasks.search.records", "tasks.search.manifest", "tasks.search.places",
    "tasks.verify.links", "tasks.verify.schemas", "tasks.verify.examine", "tasks.verify.books",
    "tasks.health.blocks", "tasks.health.cadence", "tasks.health.diagnosis", "tasks.health.gates", "tasks.health.news",
    "tasks.health.showing", "flows.signals.discretion", "flows.reports.health", "flows.steering.lost",
    "flows.reports.markup", "flows.reports.run", "flows.reports.audit", "flows.reports.backfill",
)  # fmt: skip
OUTSIDE = frozenset(
    "httpx httpcore socket ssl boto3 botocore prefect os subprocess time random threading requests".split()
)
IMPURE_ROOMS = (
    "tasks.store.bucket", "tasks.store.endpoint", "tasks.store.store", "tasks.fetch", "tasks.capture.archivist",
)  # fmt: skip
OWN_ROOM = {
    # What Prefect's client raises while its server does not answer is httpx's.
    "httpx": ("tasks.fetch", "tasks.verify.places", "flows.steering.pacing", "infra"),
    "httpcore": ("tasks.fetch.wire", "tasks.fetch.guard"),
    "bs4": ("tasks.parse", "tasks.discover.listing"),
    "boto3": ("tasks.store.endpoint", "infra.s3"),
    "botocore": ("tasks.store.bucket", "tasks.store.endpoint", "infra.s3"),
    "warcio": ("tasks.capture.warc", "tasks.capture.foreign", "tasks.capture.cdxj"),
    "PIL": ("tasks.media.kinds", "tasks.media.embedded", "tasks.renditions"),
    "lxml": ("tasks.media.embedded", "tasks.parse", "tasks.renditions", "tasks.verify.links"),
    "cssselect": ("config.values", "tasks.parse.selectors"),
    "phonenumbers": ("tasks.parse.phone",),
    "protego": ("tasks.fetch.robots",),
    "duckdb": ("tasks.formats.parquet",),
    "jinja2": ("tasks.site",),
    "pagefind": ("tasks.search.engine",),
    "holidays": ("config.gates", "tasks.health.cadence"),
    "yaml": ("config", "infra.deployments"),
    "prefect": ("flows", "infra"),
    "prometheus_client": ("flows.signals.metrics",),
    "typer": ("flows.command", "flows.desk", "infra.run"),
}


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            yield from (f"{module}.{name.name}" if f"{module}.{name.name}" in FILES else module for name in node.names)


def within(module: str, rooms: tuple[str, ...]) -> bool:
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


IMPORTS = {module: sorted(set(imports(path))) for module, path in FILES.items()}
ALLOWED = {
    "config": ("config",),
    "tasks": ("tasks", "config.source", "config.gates", "config.backfill"),
    "flows": ("flows", "tasks", "config"),
    "infra": ("infra", "flows", "config"),
}


@pytest.mark.parametrize("module", FILES)
def test_imports_run_one_way(module: str) -> None:
    allowed = ALLOWED[module.split(".", maxsplit=1)[0]]
    wrong = [name for name in IMPORTS[module] if within(name, (*HOUSE, "tests")) and not within(name, allowed)]
    assert not wrong, f"{module} may not know {wrong}"


@pytest.mark.parametrize("module", [module for module in FILES if within(module, PURE)])
def test_pure_rooms_reach_nothing_outside(module: str) -> None:
    wrong = [name for name in IMPORTS[module] if name.split(".")[0] in OUTSIDE or within(name, IMPURE_ROOMS)]
    assert not wrong, f"{module} is pure and may not import {wrong}"


@pytest.mark.parametrize("library", OWN_ROOM)
def test_each_library_has_its_own_room(library: str) -> None:
    users = [module for module, names in IMPORTS.items() if any(within(name, (library,)) for name in names)]
    assert users, f"nothing uses {library}: drop it from this table and from the dependencies"
    assert [module for module in users if not within(module, OWN_ROOM[library])] == []


def test_types_know_only_types() -> None:
    for module in FILES:
        if within(module, ("tasks.types",)):
            assert [
                name for name in IMPORTS[module] if within(name, HOUSE) and not within(name, ("tasks.types",))
            ] == []


def test_no_two_files_import_each_other() -> None:
    seen: dict[str, int] = {}

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " → ".join((*trail, module))
        if module not in seen:
            for name in IMPORTS[module]:
                if name in FILES:
                    visit(name, (*trail, module))
            seen[module] = 1

    for module in FILES:
        visit(module, ())


def test_no_file_of_flows_hides_a_folder_or_a_dependency() -> None:
    # A flow's file entrypoint puts its own folder first on sys.path.
    taken = {*packages_distributions(), *HOUSE, "tests", *sys.stdlib_module_names}
    assert [module for module in FILES if module.startswith("flows.") and module.split(".")[1] in taken] == []


def test_tasks_and_config_start_nothing_and_know_no_prefect() -> None:
    """Importing them makes no client, reads no environment and leaves Prefect out."""
    modules = [module for module in FILES if within(module, ("tasks", "config"))]
    code = (
        "import sys, threading\n"
        f"for name in {modules!r}: __import__(name)\n"
        "assert 'prefect' not in sys.modules, 'prefect was imported'\n"
        "assert threading.active_count() == 1, 'a thread was started'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env={})


@pytest.mark.parametrize("module", FILES)
def test_a_module_says_what_it_promises(module: str) -> None:
    source = FILES[module].read_text("utf-8")
    assert ast.get_docstring(ast.parse(source)) or not source.strip(), f"{module} has no docstring"


@pytest.mark.parametrize("module", FILES)
def test_files_and_functions_stay_small(module: str) -> None:
    source = FILES[module].read_text("utf-8")
    assert source.count("\n") <= 300
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{module}.{node.name}"
