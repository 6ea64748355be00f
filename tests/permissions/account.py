"""Who gets which answer at which address of the account; no stage of a tender changes it."""

from tests.permissions.table import ALWAYS, MOVED, Row, to_all

SIGNED_IN = to_all()
FOR_STRANGERS = (((frozenset({"anonymous"})), ALWAYS, 200), *to_all(answer=MOVED))
OF_THE_ACCOUNT = (
    *(Row(name, (), FOR_STRANGERS, is_open=True) for name in ("account_login", "account_signup")),
    *(
        Row(name, (), to_all(), is_open=True)
        for name in (
            *("account_inactive", "account_email_verification_sent", "account_reset_password"),
            *("account_reset_password_done", "account_reset_password_from_key_done"),
        )
    ),
    Row("account_logout", (), ((frozenset({"anonymous"}), ALWAYS, MOVED), *SIGNED_IN), is_open=True),
    Row("account_confirm_email", ("no-such-key",), to_all(), is_open=True),
    Row("account_reset_password_from_key", ("1", "no-such-key"), to_all(), is_open=True),
    Row("account_confirm_login_code", (), to_all(answer=MOVED)),
    Row("account_reauthenticate", (), SIGNED_IN),
    Row("account_email", (), SIGNED_IN),
    Row("account_change_password", (), SIGNED_IN),
    Row("account_set_password", (), to_all(answer=MOVED)),
    Row("mfa_index", (), SIGNED_IN),
    Row("mfa_authenticate", (), to_all(answer=MOVED)),
    Row("mfa_reauthenticate", (), to_all(answer=MOVED)),
    Row("mfa_activate_totp", (), to_all(answer=MOVED)),
    *(
        Row(f"mfa_{name}", (), to_all(answer=404))
        for name in ("deactivate_totp", "view_recovery_codes", "download_recovery_codes")
    ),
    Row("mfa_generate_recovery_codes", (), to_all(answer=MOVED)),
)
