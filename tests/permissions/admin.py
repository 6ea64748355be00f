"""Who gets which answer at which address of the admin; no stage of a tender changes it."""

from tests.permissions.table import (
    ADMINISTRATOR,
    ALWAYS,
    LOGIN,
    MOVED,
    REGISTRAR,
    Answer,
    Row,
    to_all,
)

STAFF = ADMINISTRATOR | REGISTRAR
OF_AN_IMPORT = ((REGISTRAR, ALWAYS, 200), (STAFF, ALWAYS, 403), *to_all(answer=LOGIN))
OF_THE_ADMIN = (
    Row("admin:index", (), ((STAFF, ALWAYS, 200), *to_all(answer=LOGIN))),
    Row("admin:app_list", ("registry",), ((STAFF, ALWAYS, 200), *to_all(answer=LOGIN))),
    Row("admin:app_list", ("tenders",), ((STAFF, ALWAYS, 200), *to_all(answer=LOGIN))),
    Row("admin:app_list", ("accounts",), ((ADMINISTRATOR, ALWAYS, 200), (STAFF, ALWAYS, 404), *to_all(answer=LOGIN))),
    Row("admin:autocomplete", (), ((STAFF, ALWAYS, 403), *to_all(answer=LOGIN))),
    Row("admin:jsi18n", (), ((STAFF, ALWAYS, 200), *to_all(answer=LOGIN))),
    Row("admin:password_change", (), ((STAFF, ALWAYS, 200), *to_all(answer=LOGIN))),
    Row("admin:password_change_done", (), ((STAFF, ALWAYS, 200), *to_all(answer=LOGIN))),
    Row("admin:login", (), ((STAFF, ALWAYS, MOVED), *to_all(answer=403))),
    Row("admin:logout", (), ((STAFF, ALWAYS, 405), *to_all(answer=MOVED)), is_open=True),
    Row("admin:view_on_site", (1, 1), to_all(answer=404), is_open=True),
    # A registry officer alone writes who stands behind an organisation, sees it in full, compares and decides.
    *(
        Row(f"admin:registry_{page}", about, ((REGISTRAR, ALWAYS, 200), (STAFF, ALWAYS, 403), *to_all(answer=LOGIN)))
        for page, about in (
            ("founder_for", ("registry_organisation",)),
            ("founder_end", ("registry_founder",)),
            ("founder_show", ("registry_founder",)),
            ("post_for", ("registry_organisation",)),
            ("post_end", ("registry_post",)),
            ("privatedata_for", ("registry_organisation",)),
            ("privatedata_show", ("registry_privatedata",)),
            ("privatedata_erase", ("registry_privatedata",)),
            ("likeness_choose", ("registry_organisation",)),
            ("likeness_compare", ("registry_organisation", "registry_organisation")),
        )
    ),
)
OFFICERS_PAGE = ((REGISTRAR, ALWAYS, 200), (ADMINISTRATOR, ALWAYS, 403), *to_all(answer=LOGIN))
OF_THE_ADMIN += (
    Row("admin:registry_supportmeasure_verb", ("registry_supportmeasure", "correct"), OFFICERS_PAGE),
    Row("admin:registry_news_verb", ("registry_news", "withdraw"), OFFICERS_PAGE),
    Row("admin:registry_consultation_verb", ("registry_consultation", "answer"), OFFICERS_PAGE),
    Row("admin:registry_guide_verb", ("registry_guide", "attach"), OFFICERS_PAGE),
    Row("admin:registry_import_template", ("csv",), OF_AN_IMPORT),
    Row("admin:registry_import_undo", ("registry_import",), OF_AN_IMPORT),
    Row("admin:registry_import_errors", ("registry_import", "csv"), OF_AN_IMPORT),
    Row("admin:registry_import_act", ("registry_import",), ((STAFF, ALWAYS, 403), *to_all(answer=LOGIN))),
)
KEEPS, CORRECTS, GIVES, LOOKS, NOTHING = "list add change", "list change", "list add", "list", ""
# Model by model: what a registry officer may, and what the system administrator; nobody else enters, nobody deletes.
IN_THE_ADMIN = {
    "registry_organisation": (CORRECTS, LOOKS),
    **dict.fromkeys(("registry_region", "registry_sphere", "registry_legalform", "registry_ngoclass"), (KEEPS, KEEPS)),
    "registry_duty": (KEEPS, KEEPS),
    "registry_annualreport": (LOOKS, LOOKS),
    **dict.fromkeys(("registry_claim", "registry_handover"), (LOOKS, LOOKS)),
    **dict.fromkeys(("registry_supportform", "registry_questiontopic", "registry_statebody"), (KEEPS, KEEPS)),
    **dict.fromkeys(("registry_supportmeasure", "registry_news", "registry_guide"), (KEEPS, LOOKS)),
    # A system administrator reads no question.
    "registry_consultation": (CORRECTS, NOTHING),
    "registry_archivetender": (LOOKS, LOOKS),
    **dict.fromkeys(("registry_body", "registry_bodyevent", "registry_membership"), (KEEPS, LOOKS)),
    "registry_opinion": (GIVES, LOOKS),
    "registry_restrictedparty": (KEEPS, LOOKS),
    "registry_job": (LOOKS, LOOKS),
    **dict.fromkeys(("registry_founder", "registry_post", "registry_privatedata", "registry_likeness"), (LOOKS, LOOKS)),
    # Files hold telephones and addresses; a table that leaves holds none of them for a system administrator.
    "registry_import": (GIVES, NOTHING),
    "registry_export": (GIVES, GIVES),
    "tenders_holiday": (KEEPS, KEEPS),
    "tenders_mcirate": (KEEPS, KEEPS),
    "tenders_profile": (NOTHING, KEEPS),
    **dict.fromkeys(("tenders_call", "tenders_commission", "tenders_protocol"), (NOTHING, LOOKS)),
    **dict.fromkeys(("tenders_problem", "tenders_theme", "tenders_comment"), (NOTHING, LOOKS)),
    "accounts_user": (NOTHING, CORRECTS),
    "accounts_assignment": (NOTHING, LOOKS),
    "accounts_invitation": (NOTHING, GIVES),
    **dict.fromkeys(("lifecycle_entry", "notifications_notice", "auditlog_logentry"), (NOTHING, LOOKS)),
    "django_celery_beat_periodictask": (NOTHING, LOOKS),
}
VIEWS = ("changelist", "add", "change", "delete", "history")


def admin_rows() -> list[Row]:
    """Every address of every model in the admin; whoever may only read a row reads it on the page that changes it."""
    return [
        Row(f"admin:{model}_{view}", (model,) if view in ("change", "delete", "history") else (), _staff(view, *may))
        for model, may in IN_THE_ADMIN.items()
        for view in VIEWS
    ]


def _staff(view: str, registrar: str, administrator: str) -> tuple[Answer, ...]:
    asked = view if view in ("add", "delete") else "list"
    codes = (200 if asked in may.split() else 403 for may in (registrar, administrator))
    return (
        *((who, ALWAYS, code) for who, code in zip((REGISTRAR, ADMINISTRATOR), codes, strict=True)),
        *to_all(answer=LOGIN),
    )
