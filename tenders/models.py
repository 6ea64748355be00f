"""Gathers the models of every stage for Django; code imports them from the stage itself."""

from tenders.admission.models import Ruling
from tenders.applications.models import (
    Application,
    BudgetLine,
    Indicator,
    LateAttempt,
    Receipt,
    TargetGroup,
    WorkItem,
)
from tenders.attachments.models import Attachment, Upload, UploadPart
from tenders.calls.models import Call, Criterion, Lot, Requirement
from tenders.commission.models import Commission, Declaration, Member
from tenders.decisions.models import Attendance, Result, Session, Vote
from tenders.procedure.models import Holiday, MciRate, Profile
from tenders.protocols.models import Protocol
from tenders.scoring.models import Score, ScoreSheet

__all__ = [
    "Application",
    "Attachment",
    "Attendance",
    "BudgetLine",
    "Call",
    "Commission",
    "Criterion",
    "Declaration",
    "Holiday",
    "Indicator",
    "LateAttempt",
    "Lot",
    "MciRate",
    "Member",
    "Profile",
    "Protocol",
    "Receipt",
    "Requirement",
    "Result",
    "Ruling",
    "Score",
    "ScoreSheet",
    "Session",
    "TargetGroup",
    "Upload",
    "UploadPart",
    "Vote",
    "WorkItem",
]
