"""Gathers the models of every stage for Django; code imports them from the stage itself."""

from tenders.admission.models import Incident, Ruling
from tenders.applications.models import Application, CallKey, LateAttempt, Opened, Receipt, Sealed, WorkingCopy
from tenders.applications.parts import BudgetLine, Indicator, Project, TargetGroup, WorkItem
from tenders.calls.models import Call, Criterion, Lot, Requirement
from tenders.commission.models import Commission, Declaration, Member
from tenders.decisions.models import Attendance, Result, Session, Vote
from tenders.procedure.models import Holiday, MciRate, Profile
from tenders.protocols.models import Protocol
from tenders.scoring.models import Score, ScoreSheet

__all__ = [
    "Application",
    "Attendance",
    "BudgetLine",
    "Call",
    "CallKey",
    "Commission",
    "Criterion",
    "Declaration",
    "Holiday",
    "Incident",
    "Indicator",
    "LateAttempt",
    "Lot",
    "MciRate",
    "Member",
    "Opened",
    "Profile",
    "Project",
    "Protocol",
    "Receipt",
    "Requirement",
    "Result",
    "Ruling",
    "Score",
    "ScoreSheet",
    "Sealed",
    "Session",
    "TargetGroup",
    "Vote",
    "WorkItem",
    "WorkingCopy",
]
