"""The worker's settings that decide whether a message may be lost (Q6)."""

import pytest
from django_celery_beat.schedulers import ModelEntry

from config.celery import app


def test_a_task_is_acknowledged_when_it_is_done_and_given_back_when_its_worker_dies():
    assert app.conf.task_acks_late is True
    assert app.conf.task_reject_on_worker_lost is True
    assert app.conf.worker_prefetch_multiplier == 1


def test_messages_are_json_and_results_are_not_kept():
    assert app.conf.task_serializer == "json"
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_ignore_result is True


def test_a_task_ends_before_the_broker_gives_it_to_another_worker():
    assert app.conf.visibility_timeout == 180
    assert app.conf.broker_transport_options["visibility_timeout"] == 180
    assert app.conf.result_backend_transport_options["visibility_timeout"] == 180
    assert app.conf.task_soft_time_limit < app.conf.task_time_limit < 180


def test_a_lost_task_comes_back_within_seconds_and_a_silent_broker_is_noticed():
    options = app.conf.broker_transport_options

    assert options["unacked_restore_interval"] == 2
    assert options["unacked_restore_throttle"] == 1
    assert options["socket_timeout"] == 5
    assert options["socket_connect_timeout"] == 2
    assert options["health_check_interval"] == 10
    assert app.conf.broker_connection_retry_on_startup is True


def test_a_worker_told_to_stop_gives_its_task_ten_seconds():
    assert app.conf.worker_soft_shutdown_timeout == 10


@pytest.mark.django_db
def test_every_tick_names_a_task_that_exists_and_is_worth_nothing_once_the_next_is_due():
    app.loader.import_default_modules()

    ticks = {name: ModelEntry.from_entry(name, app=app, **tick) for name, tick in app.conf.beat_schedule.items()}

    assert [name for name, tick in ticks.items() if tick.task not in app.tasks] == []
    assert {name: tick.options["expires"] for name, tick in ticks.items()} == {
        "deliver notices": 3,
        "run jobs": 3,
        "close expired calls": 10,
        "open closed calls": 10,
        "make up for late answers": 300,
        "alert of new calls": 300,
        "remind of deadlines": 300,
        "destroy keys of cancelled calls": 10,
        "check attachments": 5,
        "drop uploads": 300,
        "make results final": 300,
        "remind of reports": 300,
        "destroy rows of imports": 300,
        "remind of powers of attorney": 300,
        "destroy documents of decided claims": 300,
    }
