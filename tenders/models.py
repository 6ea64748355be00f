"""Gathers the models of every stage for Django; code imports them from the stage itself."""

from tenders.admission.models import OpeningIncident, Ruling
from tenders.applications.models import Application, CallKey, LateAttempt, Opened, Receipt, Sealed, WorkingCopy
from tenders.applications.parts import BudgetLine, Indicator, Project, TargetGroup, WorkItem
from tenders.applications.prices import PaidPrice
from tenders.attachments.models import Attachment, Upload, UploadPart
from tenders.calls.grounds import CostLine, Document, Explanation
from tenders.calls.models import Call, Criterion, Lot, Requirement
from tenders.changes.models import Change, DirectAgreement, Incident
from tenders.commission.models import Commission, Declaration, Member
from tenders.decisions.models import Attendance, Result, Session, Vote
from tenders.drafts.models import Presence, Version
from tenders.explanations.models import LowPrice, PriceExplanation
from tenders.following.models import Alert, CallSearch, Follow
from tenders.messages.models import Message
from tenders.plans.models import Comment, Problem, Support, Theme
from tenders.procedure.models import Holiday, MciRate, Profile
from tenders.prompts.models import Ask
from tenders.protocols.models import Protocol
from tenders.questions.models import Question
from tenders.scoring.models import Score, ScoreSheet
from tenders.signing.models import Signature

__all__ = [
    "Alert",
    "Application",
    "Ask",
    "Attachment",
    "Attendance",
    "BudgetLine",
    "Call",
    "CallSearch",
    "Change",
    "Comment",
    "CallKey",
    "Commission",
    "CostLine",
    "Criterion",
    "Declaration",
    "DirectAgreement",
    "Follow",
    "Document",
    "Explanation",
    "Holiday",
    "Incident",
    "OpeningIncident",
    "Indicator",
    "LateAttempt",
    "Lot",
    "LowPrice",
    "MciRate",
    "Member",
    "Message",
    "Problem",
    "Opened",
    "PaidPrice",
    "Presence",
    "PriceExplanation",
    "Profile",
    "Project",
    "Protocol",
    "Question",
    "Receipt",
    "Requirement",
    "Result",
    "Ruling",
    "Score",
    "ScoreSheet",
    "Sealed",
    "Session",
    "Signature",
    "Support",
    "TargetGroup",
    "Theme",
    "Upload",
    "UploadPart",
    "Version",
    "Vote",
    "WorkItem",
    "WorkingCopy",
]
