"""Where files lie: nobody reads them there, and nothing that was changed comes back (Q39, Q40, Q42, FI13)."""

import errno
import hashlib
from collections import namedtuple
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.files.storage import FileSystemStorage

from files import vault

CANARY = "құпия мәтін, ешкім оқымасын".encode()
Disk = namedtuple("Disk", "total used free")


@pytest.fixture(autouse=True)
def of_this_test_alone(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def lying():
    return [path for path in Path(project.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_file_comes_back_as_it_was_laid_down_and_its_bytes_are_on_no_disk():
    kept = vault.keep(CANARY, folder="tried")

    [file] = lying()
    assert vault.read(kept.place, kept.key, sha256=hashlib.sha256(CANARY).hexdigest()) == CANARY
    assert CANARY not in file.read_bytes()
    assert kept.key not in file.name


def test_the_same_file_twice_looks_different():
    places = [vault.keep(CANARY, folder="tried").place for _ in range(2)]

    assert len({Path(project.MEDIA_ROOT, place).read_bytes() for place in places}) == 2


@pytest.mark.parametrize("place", [0, 20, -1])
def test_q42_a_flipped_byte_is_found(place):
    kept = vault.keep(CANARY, folder="tried")
    [file] = lying()
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)

    with pytest.raises(vault.Changed):
        vault.read(kept.place, kept.key)


def test_q42_another_file_in_its_place_and_a_lost_one_are_found():
    one, other = vault.keep(CANARY, folder="tried"), vault.keep(b"other", folder="tried")
    with pytest.raises(vault.Changed):
        vault.read(other.place, one.key)
    with pytest.raises(vault.Changed):
        vault.read(one.place, one.key, sha256=hashlib.sha256(b"other").hexdigest())

    vault.destroy(one.place)

    with pytest.raises(vault.Changed):
        vault.read(one.place, one.key)


def test_destroying_what_is_not_there_is_nothing():
    vault.destroy("")
    vault.destroy("tried/nothing")

    assert lying() == []


def test_fi13_when_the_disk_fills_up_half_way_no_half_file_stays(monkeypatch):
    whole = FileSystemStorage._save

    def full(storage, name, content):
        whole(storage, name, content)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)

    with pytest.raises(vault.NoRoom):
        vault.keep(CANARY, folder="tried")

    assert lying() == []


def test_another_fault_of_the_disk_is_not_called_a_full_one(monkeypatch):
    def broken(storage, name, content):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(FileSystemStorage, "_save", broken)

    with pytest.raises(OSError, match="Input/output"):
        vault.keep(CANARY, folder="tried")


@pytest.mark.parametrize(("free", "has_room"), [(10, True), (9, False)])
def test_q40_below_the_floor_nothing_is_taken(monkeypatch, settings, free, has_room):
    settings.FILES_FREE_PERCENT = 10
    monkeypatch.setattr(vault.shutil, "disk_usage", lambda _: Disk(100, 100 - free, free))

    assert vault.has_room() is has_room
