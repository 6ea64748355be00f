"""Production by environment alone: what it refuses, in which words, and what it accepts (S40)."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

SAFE = {
    "SECRET_KEY": "mTq0yYw3b8Zr1sXv6cJ9kLp2nF5hG7dA4eU-iOqWzRtBxVmCsN",
    "PERSONAL_DATA_KEYS": "fN8mGm3pFvWm0tXW0bqQ8L1d2oHk4rY6uJ9sZcVxEaI=",
    "PERSONAL_DATA_HASH_KEY": "Xk2vB9nQ4sT7wZ1cF6hJ3mP8rU5yA0dG-eLiOqWzRtBxVmCsNp",
    "SIGNATURE_KEYS": "mY2cVd8wQ5rT1uK7nB4xL0zH3jF6gS9aE-pIoCvUyXk=",
    "ALLOWED_HOSTS": "tapsyrys.example.kz",
    "DATABASE_URL": "postgres://site:word@db.example.kz/tapsyrys?sslmode=verify-full",
    "REDIS_URL": "rediss://:word@redis.example.kz:6379/0",
    "EMAIL_URL": "smtp+tls://site:word@mail.example.kz:587",
    "DEFAULT_FROM_EMAIL": "Tapsyrys <no-reply@example.kz>",
    "SECURITY_CONTACT": "mailto:security@example.kz",
    "CLAMD": "unix:///run/clamav/clamd.ctl",
}
SECRET = "Set SECRET_KEY to a random text of at least 50 characters."
HOSTS = "Set ALLOWED_HOSTS to the names this site answers to, without “*”."
KEYS = "Set PERSONAL_DATA_KEYS to a Fernet key, which encrypts personal data; older keys follow it after commas."
HASH_KEY = "Set PERSONAL_DATA_HASH_KEY to another random text of at least 50 characters, and never change it."
SIGNATURE = (
    "Set SIGNATURE_KEYS to 32 random bytes in base64, and to no key of PERSONAL_DATA_KEYS; older keys follow it."
)
DATABASE = "Set DATABASE_URL to the PostgreSQL database: postgres://user:password@host/name?sslmode=verify-full."
BROKER = "Set REDIS_URL to the broker: rediss://user:password@host:6379/0."
MAIL = "Set EMAIL_URL to a real mail server: smtp+tls://user:password@host:587."


def judged(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What `manage.py check` says where nothing but this is set."""
    command = [sys.executable, "manage.py", "check", *arguments]
    plain = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=plain | environment, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ({"SECRET_KEY": ""}, SECRET),
        ({"SECRET_KEY": "short"}, SECRET),
        ({"SECRET_KEY": "x" * 60}, SECRET),
        ({"SECRET_KEY": "insecure, for development only: " + "x" * 50}, SECRET),
        ({"PERSONAL_DATA_KEYS": ""}, KEYS),
        ({"PERSONAL_DATA_KEYS": "short"}, KEYS),
        ({"PERSONAL_DATA_KEYS": settings.UNSAFE_KEY}, KEYS),
        ({"PERSONAL_DATA_KEYS": f"{SAFE['PERSONAL_DATA_KEYS']},short"}, KEYS),
        ({"PERSONAL_DATA_HASH_KEY": ""}, HASH_KEY),
        ({"PERSONAL_DATA_HASH_KEY": "short"}, HASH_KEY),
        ({"PERSONAL_DATA_HASH_KEY": SAFE["SECRET_KEY"]}, HASH_KEY),
        ({"SIGNATURE_KEYS": ""}, SIGNATURE),
        ({"SIGNATURE_KEYS": "short"}, SIGNATURE),
        ({"SIGNATURE_KEYS": settings.UNSAFE_KEY}, SIGNATURE),
        ({"SIGNATURE_KEYS": SAFE["PERSONAL_DATA_KEYS"]}, SIGNATURE),
        ({"ALLOWED_HOSTS": ""}, HOSTS),
        ({"ALLOWED_HOSTS": "*"}, HOSTS),
        ({"SITE_URL": "http://tapsyrys.example.kz"}, "Set SITE_URL to the https address of this site."),
        ({"DEBUG": "on"}, "Take DEBUG away: it shows what people typed to whoever meets an error."),
        ({"DATABASE_URL": "sqlite:////srv/tapsyrys.sqlite3"}, DATABASE),
        (
            {"DATABASE_URL": "postgres://site:word@db.example.kz/tapsyrys"},
            "Add ?sslmode=verify-full (or require) to DATABASE_URL: the database is on another machine.",
        ),
        (
            {"DATABASE_URL": "postgres://site:word@db.example.kz/tapsyrys?sslmode=prefer"},
            "Add ?sslmode=verify-full (or require) to DATABASE_URL: the database is on another machine.",
        ),
        ({"REDIS_URL": "memory://"}, BROKER),
        (
            {"REDIS_URL": "redis://redis.example.kz:6379/0"},
            "Set REDIS_URL to a rediss:// address: the broker is on another machine.",
        ),
        ({"EMAIL_URL": "consolemail://"}, MAIL),
        ({"EMAIL_URL": "dummymail://"}, MAIL),
        (
            {"EMAIL_URL": "smtp://mail.example.kz:25"},
            "Set EMAIL_URL to an smtp+tls:// or smtp+ssl:// address: the mail server is on another machine.",
        ),
        (
            {"DEFAULT_FROM_EMAIL": "Tapsyrys <no-reply@localhost>"},
            "Set DEFAULT_FROM_EMAIL to the address that messages come from.",
        ),
        (
            {"SECURITY_CONTACT": "mailto:security@localhost"},
            "Set SECURITY_CONTACT to where weaknesses are reported: mailto:security@example.kz.",
        ),
        (
            {"SECOND_FACTOR_REQUIRED": "off"},
            "Take SECOND_FACTOR_REQUIRED away: officials must have a second factor in production.",
        ),
    ],
)
def test_production_does_not_start_with_an_unsafe_setting_and_says_how_to_mend_it(broken, sentence):
    answer = judged(**SAFE | broken)

    assert (answer.returncode, answer.stdout, answer.stderr) == (1, "", f"{sentence}\n")


@pytest.mark.parametrize(
    "left_out",
    [
        *("SECRET_KEY", "PERSONAL_DATA_KEYS", "PERSONAL_DATA_HASH_KEY", "SIGNATURE_KEYS"),
        *("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL"),
    ],
)
def test_production_does_not_fall_back_to_what_development_uses(left_out):
    answer = judged(**{name: value for name, value in SAFE.items() if name != left_out})

    assert answer.returncode == 1
    assert [line.split()[1] for line in answer.stderr.splitlines()] == [left_out]


def test_whoever_forgot_several_settings_hears_of_all_at_once():
    answer = judged(PRODUCTION="on")

    assert answer.returncode == 1
    assert [line.split()[1] for line in answer.stderr.splitlines()] == [
        "SECRET_KEY",
        "PERSONAL_DATA_KEYS",
        "PERSONAL_DATA_HASH_KEY",
        "SIGNATURE_KEYS",
        "ALLOWED_HOSTS",
        "DATABASE_URL",
        "REDIS_URL",
        "EMAIL_URL",
        "DEFAULT_FROM_EMAIL",
        "SECURITY_CONTACT",
    ]


def test_a_safe_production_passes_every_check_for_deployment():
    answer = judged("--deploy", "--fail-level", "WARNING", **SAFE)

    assert (answer.returncode, answer.stderr) == (0, "")


def test_without_a_scanner_the_check_for_deployment_says_that_nobody_looks_for_viruses():
    answer = judged("--deploy", "--fail-level", "WARNING", **{k: v for k, v in SAFE.items() if k != "CLAMD"})

    assert (answer.returncode, "files.W001" in answer.stderr) == (1, True)


def test_services_of_the_same_machine_need_no_encryption():
    own = {
        "DATABASE_URL": "postgres://site@/tapsyrys",
        "REDIS_URL": "redis://127.0.0.1/0",
        "EMAIL_URL": "smtp://localhost",
    }

    assert judged(**SAFE | own).stderr == ""


def test_a_secret_may_stand_in_a_file(tmp_path):
    file = tmp_path / "secret"
    file.write_text(SAFE["SECRET_KEY"])

    answer = judged(**{name: value for name, value in SAFE.items() if name != "SECRET_KEY"}, SECRET_KEY_FILE=str(file))

    assert (answer.returncode, answer.stderr) == (0, "")
