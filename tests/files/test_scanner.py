"""The scanner over its socket, and what is said where there is none (Q38, S40)."""

import socket
import threading

import pytest

from files import scanner
from tests.files.clamd import nobody_listens
from tests.files.clamd import scanner as running


def test_the_scanner_says_which_it_is(settings):
    with running(settings):
        assert scanner.version().startswith("ClamAV 1.4.2/27600/")


def test_it_answers_over_a_socket_of_the_machine_too(settings, tmp_path):
    settings.CLAMD, settings.CLAMD_SECONDS = f"unix://{tmp_path}/clamd.ctl", 5
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(f"{tmp_path}/clamd.ctl")
        door.listen()

        def answer():
            with door.accept()[0] as line:
                line.recv(64)
                line.sendall(b"ClamAV 1.4.2\0")

        threading.Thread(target=answer, daemon=True).start()

        assert scanner.version() == "ClamAV 1.4.2"


def test_fi24_a_scanner_that_hangs_is_waited_for_no_longer_than_the_setting_says(settings):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        settings.CLAMD, settings.CLAMD_SECONDS = f"tcp://127.0.0.1:{door.getsockname()[1]}", 0.2

        with pytest.raises(scanner.Silent):
            scanner.scan(b"x")


def test_fi24_a_scanner_that_is_down_is_silent(settings):
    nobody_listens(settings)

    with pytest.raises(scanner.Silent):
        scanner.version()


def test_s40_before_going_into_service_it_is_said_that_nobody_scans(settings):
    settings.CLAMD = ""
    [advice] = scanner.is_set_up(app_configs=None)
    settings.CLAMD = "unix:///run/clamav/clamd.ctl"

    assert (advice.id, "No scanner for viruses is set up" in advice.msg) == ("files.W001", True)
    assert scanner.is_set_up() == []
