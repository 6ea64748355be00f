"""House rules that no linter knows. CONTRIBUTING.md says what they are for."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("accounts", "config", "files", "lifecycle", "notifications", "registry", "tenders", "ui")
FOLDERS = (*APPS, "benchmarks", "docs", "static", "templates", "tests")
TOP = ("dev", "manage.py", "pyproject.toml", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", ".ci/run")

EMPTY_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|misc|base|services?|managers?|handlers?|tools|shared)$")
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
WRITES |= {"move_to", "move_all", "note"}
MAY_WRITE = {"actions", "models", "loading"}
SENDS = {"delay", "apply_async", "send_mail", "send_mass_mail", "mail_admins", "mail_managers", "send_messages"}
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(", re.I)
INLINE = re.compile(r"""\sstyle=["']|\son[a-z]+=["']|<style\b|<script(?![^>]*\ssrc=)""")
NO_REASON = re.compile(r"# *(noqa|type: *ignore)(: *[\w, ]+|\[[\w, -]+\])? *$")
# In pieces, so that this file does not hold what it looks for.
UNWANTED = re.compile(
    r"(?<![\w.~-])/(work|tmp|root|home)/"
    r"|(pypi|pythonhosted|npmjs|debian)\.(org|com)\b"
    r"|# ?TO" r"DO\b|\bFIX" r"ME\b|\b[Cc]oming" r" soon\b|\b[Ll]orem" r" ipsum\b"
)  # fmt: skip


def files(*folders: str, ends: str) -> list[Path]:
    """Every file below some folders of the project whose name ends so, but for migrations."""
    found = (path for folder in folders for path in (ROOT / folder).rglob(f"*{ends}"))
    return sorted(path for path in found if path.is_file() and not {"migrations", "__pycache__"} & set(path.parts))


@cache
def tree(path: Path) -> ast.Module:
    """A Python file as its grammar sees it."""
    return ast.parse(path.read_text())


def nodes(paths: list[Path], kind: type | tuple[type, ...]) -> Iterator[tuple[Path, ast.AST]]:
    """Every part of these files that is of one kind."""
    for path in paths:
        for node in ast.walk(tree(path)):
            if isinstance(node, kind):
                yield path, node


def where(path: Path, line: int = 0) -> str:
    """A place as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))


def lines_with(pattern: re.Pattern, paths: list[Path]) -> list[str]:
    """Where a pattern occurs in these files."""
    found = []
    for path in paths:
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{where(path, number)} {line.strip()[:80]}")
    return found


CODE = files(*APPS, ends=".py")
PYTHON = [*CODE, *files("tests", "benchmarks", ends=".py")]
PAGES = files("templates", ends=".html")
STAGES = sorted(
    {path.parent for path in files("tenders", "registry", ends="models.py")} - {ROOT / "tenders", ROOT / "registry"}
)


def test_status_is_assigned_in_one_place_of_the_whole_code():
    def assigns(node: ast.AST) -> bool:
        match node:
            case ast.Attribute(attr="status", ctx=ast.Store()):
                return True
            case ast.Call(func=ast.Name(id="setattr"), args=[_, ast.Constant(value="status"), _]):
                return True
            case ast.Call(func=ast.Attribute(attr="update"), keywords=keywords):
                return any(keyword.arg == "status" for keyword in keywords)
        return False

    found = {where(path) for path, node in nodes(CODE, ast.expr) if assigns(node)}

    assert found == {"lifecycle/models.py"}


def test_no_file_is_longer_than_a_sitting():
    limits = [(400, PYTHON), (400, files("static", ends=".css")), (400, files("static", ends=".js")), (150, PAGES)]
    long = [
        f"{where(path)}: {lines} lines"
        for limit, paths in limits
        for path in paths
        if (lines := path.read_text().count("\n")) > limit
    ]

    assert long == []


def test_no_function_is_longer_than_a_screen():
    assert _functions_longer_than(40, [*CODE, *files("benchmarks", ends=".py")]) == []


def test_a_view_fetches_asks_calls_and_answers_in_fifteen_lines():
    assert _functions_longer_than(15, [path for path in CODE if path.name == "views.py"]) == []


def test_imports_flow_one_way():
    answer = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True)

    assert answer.returncode == 0, answer.stdout


def test_modules_are_named_by_their_subject():
    assert [where(path) for path in PYTHON if EMPTY_NAMES.search(path.stem) and path.parts[-2] != "sqlite"] == []


def test_functions_and_classes_say_what_they_are():
    empty = re.compile(r"^(process_(?!view)|do_)|(Service|Handler|Helper|Util|Utils)$")
    defined = nodes(CODE, (ast.FunctionDef, ast.ClassDef))

    assert [f"{where(path, node.lineno)} {node.name}" for path, node in defined if empty.search(node.name)] == []


@pytest.mark.parametrize("stage", STAGES, ids=where)
def test_in_a_stage_only_its_actions_write(stage):
    readers = [path for path in stage.glob("*.py") if path.stem not in MAY_WRITE]
    written = [
        f"{where(path, node.lineno)} {_called(node)}"
        for path, node in nodes(readers, ast.Call)
        if isinstance(node.func, ast.Attribute)
        and _called(node) in WRITES
        # A picture is saved to a file; a row needs no place.
        and not (_called(node) == "save" and node.args)
    ]

    assert written == []


@pytest.mark.parametrize("stage", [*STAGES, ROOT / "accounts"], ids=where)
def test_every_action_is_tried_in_the_tests_of_its_stage(stage):
    file = stage / "actions.py"
    verbs = _public_functions(file) if file.exists() else []
    tests = "".join(path.read_text() for path in (ROOT / "tests" / stage.relative_to(ROOT)).glob("test_*.py"))

    assert [verb for verb in verbs if not re.search(rf"\bactions\.{verb}\b", tests)] == []


def test_every_public_function_says_in_a_sentence_what_it_does():
    silent = [
        f"{where(path, node.lineno)} {node.name}"
        for path in CODE
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
        and path.name not in {"views.py", "admin.py"}
    ]  # fmt: skip

    assert silent == []


def test_messages_leave_by_the_outbox_alone():
    senders = {
        where(path)
        for path, node in nodes(CODE, ast.Call)
        if isinstance(node.func, ast.Attribute | ast.Name) and _called(node) in SENDS
    }

    assert senders <= {"notifications/mail.py"}


def test_nothing_is_put_off_in_the_broker():
    late = [
        where(path, node.value.lineno) for path, node in nodes(CODE, ast.keyword) if node.arg in {"eta", "countdown"}
    ]

    assert late == []


def test_there_are_no_signals_and_no_fault_is_swallowed():
    signals = [
        where(path, node.lineno)
        for path, node in nodes(CODE, ast.ImportFrom)
        if node.module and (node.module == "django.dispatch" or node.module.endswith(".signals"))
    ]
    swallowed = [
        where(path, node.lineno)
        for path, node in nodes(PYTHON, ast.ExceptHandler)
        if node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"})
    ]

    assert (signals, swallowed) == ([], [])


def test_an_exception_from_a_rule_carries_its_reason():
    assert lines_with(NO_REASON, PYTHON) == []


def test_colours_stand_in_one_file():
    sheets = [path for path in files("static", ends=".css") if path.name != "tokens.css"]

    assert lines_with(COLOUR, sheets) == []


def test_pages_hold_no_script_style_or_handler_of_their_own():
    pages = [path for path in PAGES if "mail" not in path.relative_to(ROOT / "templates").parts]

    assert lines_with(INLINE, pages) == []


def test_nothing_that_people_typed_is_printed_unescaped():
    assert lines_with(re.compile(r"\|\s*safe\b|\bautoescape off\b"), PAGES) == []
    assert lines_with(re.compile(r"\bmark_safe\b|\bSafeString\b"), CODE) == []


def test_a_component_gets_only_what_it_is_given():
    with_more = re.compile(r"""\{% include ["']components/(?!.*\bonly\b)""")

    assert lines_with(with_more, PAGES) == []


def test_the_project_speaks_of_itself():
    endings = (".py", ".html", ".txt", ".css", ".js", ".md")
    everything = [path for ending in endings for path in files(*FOLDERS, ends=ending)]
    top = [ROOT / name for name in TOP if (ROOT / name).exists()]

    assert lines_with(UNWANTED, [path for path in [*everything, *top] if path != Path(__file__)]) == []


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id


def _public_functions(path: Path) -> list[str]:
    functions = [node.name for node in tree(path).body if isinstance(node, ast.FunctionDef)]
    return [name for name in functions if not name.startswith("_")]


def _functions_longer_than(limit: int, paths: list[Path]) -> list[str]:
    return [
        f"{where(path, node.lineno)} {node.name}: {length} lines"
        for path, node in nodes(paths, ast.FunctionDef)
        if (length := _length(node)) > limit
    ]


def _length(function: ast.FunctionDef) -> int:
    """Its lines from `def` on, without the sentence that says what it does."""
    first, last = function.body[0], function.end_lineno
    said = first.end_lineno - first.lineno + 1 if ast.get_docstring(function) else 0
    return last - function.lineno + 1 - said


def test_every_test_that_the_documents_name_is_there():
    tests = {name for path in files("tests", ends=".py") for name in re.findall(r"def (test_\w+)", path.read_text())}
    named = {name for path in files("docs", ends=".md") for name in re.findall(r"`(test_\w+)`", path.read_text())}

    assert len(named) > 20
    assert named - tests == set()
