import pytest

from config.celery import app


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("task_acks_late", True),
        ("task_reject_on_worker_lost", True),
        ("task_ignore_result", True),
        ("task_serializer", "json"),
        ("accept_content", ["json"]),
        ("worker_prefetch_multiplier", 1),
        ("broker_connection_retry_on_startup", True),
        ("beat_scheduler", "django_celery_beat.schedulers:DatabaseScheduler"),
    ],
)
def test_the_worker_loses_nothing(name, value):
    assert getattr(app.conf, name) == value


def test_a_task_ends_before_the_broker_gives_it_to_another():
    ways = [
        app.conf.broker_transport_options["visibility_timeout"],
        app.conf.result_backend_transport_options["visibility_timeout"],
        app.conf.visibility_timeout,
    ]

    assert len(set(ways)) == 1
    assert app.conf.task_soft_time_limit < app.conf.task_time_limit < ways[0]


def test_what_a_lost_worker_held_is_given_out_soon():
    options = app.conf.broker_transport_options

    assert (options["unacked_restore_interval"], options["unacked_restore_throttle"]) == (2, 1)


def test_a_broker_that_hangs_is_given_up_within_five_seconds():
    options = app.conf.broker_transport_options

    assert 2 <= options["socket_timeout"] <= 5
    assert 2 <= options["socket_connect_timeout"] <= 5
    assert options["health_check_interval"] > 0


def test_a_worker_that_is_told_to_stop_ends_what_it_does():
    assert app.conf.worker_soft_shutdown_timeout > 0


def test_a_tick_that_found_no_worker_is_worth_nothing_later():
    for name, job in app.conf.beat_schedule.items():
        assert 0 < job["options"]["expire_seconds"] <= 300, name


def test_notices_leave_every_few_seconds():
    assert app.conf.beat_schedule["deliver notices"]["schedule"] <= 5
