"""One pipeline for every file: what is good passes, each hostile file is refused by its own sentence (Q35-Q37)."""

import ast
import hashlib
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings as project
from django.utils import translation

from files import archives, inspector, kinds, names, pipeline, wording
from files.faults import Fault, Unfit
from tests.factories.files import EICAR, docx, pdf, png
from tests.files.clamd import nobody_listens, scanner
from tests.files.hostile import GOOD, HOSTILE

MOST = 30 * 1024 * 1024


def fault_of(name, content, passing=pipeline.judged):
    with pytest.raises(Unfit) as caught:
        passing(name, content, of=kinds.ALL, most=MOST)
    return caught.value.fault


@pytest.mark.parametrize(("name", "make", "fault"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_by_its_fault(name, make, fault):
    assert fault_of(name, make()) == fault


@pytest.mark.parametrize(("name", "make"), GOOD.values(), ids=GOOD)
def test_a_good_file_passes_under_its_name_with_its_hash(name, make):
    content = make()

    file = pipeline.judged(name, content, of=kinds.ALL, most=MOST)

    assert (file.name, file.content, file.sha256) == (name, content, hashlib.sha256(content).hexdigest())
    assert kinds.is_named_so(name, file.kind)


def test_a_file_above_the_limit_is_refused():
    with pytest.raises(Unfit) as caught:
        pipeline.judged("a.pdf", pdf(), of=kinds.ALL, most=10)

    assert caught.value.fault == Fault.TOO_LARGE


@pytest.mark.parametrize(("of", "name", "make"), [(kinds.SCANS, "a.docx", docx), (kinds.DOCUMENTS, "a.png", png)])
def test_only_the_kinds_that_a_field_asks_for_are_taken(of, name, make):
    with pytest.raises(Unfit) as caught:
        pipeline.judged(name, make(), of=of, most=MOST)

    assert caught.value.fault == Fault.WRONG_KIND


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_its_own_sentence_in_three_languages(fault):
    said = {}
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            said[language] = wording.sentence(fault)
            others = {wording.sentence(other) for other in Fault if other != fault}
            assert said[language] not in others

    assert len(set(said.values())) == 3


# --- the process apart -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a zip bomb", "a picture of 30,000 by 30,000", "a PDF of a million objects"])
def test_q37_a_bomb_is_refused_fast_and_weighs_nothing_here(name):
    _name, make, fault = HOSTILE[name]
    content, began = make(), time.process_time()

    assert fault_of(_name, content) == fault

    # Of this process: the other one is measured by its own limit.
    assert time.process_time() - began < 2


def test_q37_the_inspector_gives_up_time_memory_and_writing_before_it_reads(tmp_path):
    asked = "from files import inspector; inspector.give_up_what_is_not_needed(); {}"

    def ended(code):
        command = [sys.executable, "-S", "-E", "-s", "-c", asked.format(code)]
        return subprocess.run(command, cwd=project.BASE_DIR, capture_output=True, timeout=30, check=False).returncode

    assert ended("print(1)") == 0
    assert ended("x = bytearray(inspector.MEMORY)") != 0
    assert ended("exec('while True: pass')") < 0
    assert ended(f"open({str(tmp_path / 'a')!r}, 'wb', 0).write(b'x')") != 0


def test_an_inspector_that_dies_or_says_nothing_means_a_file_that_is_not_taken(monkeypatch):
    monkeypatch.setattr(pipeline.sys, "executable", "/bin/false")

    assert fault_of("a.pdf", pdf()) == Fault.TOO_COMPLEX


def test_an_inspector_that_takes_too_long_means_the_same(monkeypatch):
    monkeypatch.setattr(pipeline, "PATIENCE", 0.001)

    assert fault_of("a.pdf", pdf()) == Fault.TOO_COMPLEX


def test_the_inspector_takes_neither_secrets_nor_the_framework_along():
    modules = ("inspector", "archives", "pdfs", "pictures", "kinds", "faults", "names")
    trees = [ast.parse((Path(project.BASE_DIR) / "files" / f"{name}.py").read_text()) for name in modules]
    imported = {
        name.name if isinstance(node, ast.Import) else node.module
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }

    assert {name for name in imported if name.split(".")[0] not in {*sys.stdlib_module_names, "files"}} == set()
    assert pipeline._bare().keys() <= {"PYTHONDONTWRITEBYTECODE", "SYSTEMROOT"}


def test_the_inspector_says_the_same_here_as_apart():
    assert inspector.inspect(docx(), kinds.ARCHIVE) == pipeline.inspected(docx(), kinds.ARCHIVE) == kinds.DOCX


@pytest.mark.parametrize("name", ["Жарғы – көшірме (2).pdf", "Өтінім № 5.docx", "Устав.pdf", "a'b.pdf", "é.pdf"])
def test_names_in_every_alphabet_are_taken(name):
    assert names.fault_of(name) is None


def test_an_archive_is_measured_by_the_limits_of_whoever_asks():
    with archives.zipfile.ZipFile(archives.io.BytesIO(docx())) as archive:
        archives.measure(archive, most_parts=2)
        with pytest.raises(Unfit):
            archives.measure(archive, most_parts=1)


# --- the scanner -----------------------------------------------------------------------------------------------------


def test_q35_eicar_is_refused_by_the_scanner(settings):
    with scanner(settings) as daemon:
        assert fault_of("a.pdf", pdf(EICAR), pipeline.passed) == Fault.INFECTED

    assert daemon.scanned == [pdf(EICAR)]


def test_a_clean_file_passes_the_scanner_whole_and_in_portions(settings):
    content = pdf(b"x" * 200_000)
    with scanner(settings) as daemon:
        assert pipeline.passed("a.pdf", content, of=kinds.ALL, most=MOST).content == content

    assert daemon.scanned == [content]


@pytest.mark.parametrize("how", ["over the limit", "not to the end", "with an error", "nonsense", "nothing"])
def test_q38_whatever_is_no_clear_answer_is_no_answer(settings, how):
    with scanner(settings, how):
        assert fault_of("a.pdf", pdf(), pipeline.passed) == Fault.UNSCANNED


def test_q38_a_scanner_that_is_down_lets_nothing_pass(settings):
    nobody_listens(settings)

    assert fault_of("a.pdf", pdf(), pipeline.passed) == Fault.UNSCANNED


def test_without_a_scanner_a_judged_file_passes(settings):
    settings.CLAMD = ""

    assert pipeline.passed("a.pdf", pdf(EICAR), of=kinds.ALL, most=MOST).kind == kinds.PDF
