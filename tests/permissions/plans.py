"""Who gets which answer at the addresses of problems, themes and plans, whatever the stage of a tender (domain 7)."""

from tests.permissions.table import (
    ALWAYS,
    APPROVER,
    CUSTOMER,
    OF_OTHER_BODY,
    OF_THE_PROBLEM,
    OFFICER,
    Row,
    to_all,
)

# A theme in discussion everybody reads; a draft only the office of its body.
OF_A_DRAFT = ((CUSTOMER, ALWAYS, 403),)

OF_PLANS = (
    *(Row(f"plans:{name}", (), to_all(), is_open=True) for name in ("index", "problems")),
    *(Row(f"plans:{name}", (), to_all()) for name in ("name_problem", "my_problems")),
    Row("plans:problem", ("problem",), to_all(), is_open=True),
    Row("plans:problem", ("waiting",), ((CUSTOMER | frozenset({"nobody"}), ALWAYS, 200),), is_open=True),
    Row("plans:theme", ("theme",), to_all(), is_open=True),
    Row("plans:theme", ("proposed",), (), is_open=True),
    Row("plans:plan", ("body", "year of the plan"), to_all(), is_open=True),
    Row("plans:comment", ("theme",), to_all()),
    Row("plans:comment", ("proposed",), ()),
    *(
        Row(f"plans:{name}", (), ((CUSTOMER | OF_OTHER_BODY, ALWAYS, 200), *to_all(answer=403)))
        for name in ("office", "office_problems")
    ),
    Row("plans:propose", (), ((OFFICER | {"call_officer of another body"}, ALWAYS, 200), *to_all(answer=403))),
    Row("plans:manage", ("theme",), ((CUSTOMER, ALWAYS, 200), *to_all(answer=403))),
    Row("plans:manage", ("proposed",), ((CUSTOMER, ALWAYS, 200),)),
    *(
        Row(f"plans:{name}", ("proposed",), ((OFFICER, ALWAYS, 200), *OF_A_DRAFT))
        for name in ("edit", "open_discussion")
    ),
    Row("plans:answer", ("theme", "tenders_comment"), ((OFFICER, ALWAYS, 200), *to_all(answer=403))),
    Row("plans:drop", ("theme",), ((APPROVER, ALWAYS, 200), *to_all(answer=403))),
    Row("plans:refuse_problem", ("waiting",), ((OFFICER, ALWAYS, 200), *OF_THE_PROBLEM)),
    Row("plans:take_down_problem", ("problem",), ((OFFICER, ALWAYS, 200), *to_all(answer=403))),
)
