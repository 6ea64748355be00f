"""The worker's application, and what the clock does."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# Each tick: its task, when it comes, and for how many seconds it waits for a worker. The next one does the same work.
TICKS = {
    "deliver notices": ("notifications.tasks.deliver_notices", 3.0, 3),
    "run jobs": ("registry.tasks.run_jobs", 3.0, 3),
    "close expired calls": ("tenders.tasks.close_expired_calls", 10.0, 10),
    "open closed calls": ("tenders.tasks.open_closed_calls", 10.0, 10),
    "make up for late answers": ("tenders.tasks.make_up_for_late_answers", crontab(minute="*/5"), 300),
    "remind of deadlines": ("tenders.tasks.remind_of_deadlines", crontab(minute="*/5"), 300),
    "alert of new calls": ("tenders.tasks.alert_of_new_calls", crontab(minute="*/5"), 300),
    "check attachments": ("tenders.tasks.check_attachments", 5.0, 5),
    "drop uploads": ("tenders.tasks.drop_uploads", crontab(minute="50"), 300),
    "destroy keys of cancelled calls": ("tenders.tasks.destroy_keys_of_cancelled_calls", 10.0, 10),
    "make results final": ("tenders.tasks.make_results_final", crontab(minute="*/5"), 300),
    "remind of powers of attorney": ("registry.tasks.remind_of_proxies", crontab(hour="9", minute="10"), 300),
    "remind of reports": ("registry.tasks.remind_of_reports", crontab(hour="9", minute="0"), 300),
    "destroy documents of decided claims": (
        "registry.tasks.destroy_claim_documents",
        crontab(hour="3", minute="20"),
        300,
    ),
    "destroy rows of imports": ("registry.tasks.destroy_import_rows", crontab(hour="3", minute="40"), 300),
}

app = Celery("tapsyrys")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {
    name: {"task": task, "schedule": schedule, "options": {"expire_seconds": seconds}}
    for name, (task, schedule, seconds) in TICKS.items()
}
app.autodiscover_tasks()
