"""Each test has a place for files of its own."""

import pytest


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def lying(place):
    """The files that lie there now."""
    return lambda: sorted(path for path in place.rglob("*") if path.is_file())
