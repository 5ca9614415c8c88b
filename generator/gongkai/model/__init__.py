"""The domain as plain frozen values: what a scheme, an agency, a region and a cited document are. No positions, no presentation.

One struct a concept; the file format, the JSON Schema and every message derive from these and from the table in `terms`.
Fields hold no unions beyond "or nothing", so a message can always say exactly what was expected.
"""

from gongkai.model.document import Attachment, ChangeNote, Content, Disclosure, Imprint, Mode, Notice, Provenance, Review, Validity, Waiver
from gongkai.model.organization import Member, Milestone, Office, Organization, Stage, SubjectGroup
from gongkai.model.registry import Agency, Document, Footer, Region, Unit, Words
from gongkai.model.scheme import Scheme
from gongkai.model.score import (
    Band,
    CarveOut,
    Component,
    CountRange,
    Declared,
    Effect,
    Formula,
    FormulaTerm,
    Grades,
    Indicator,
    IndicatorRule,
    PointsRange,
    ResultUse,
    Rounding,
    Veto,
)
from gongkai.model.values import LEVELS, Value

__all__ = [
    "LEVELS",
    "Agency",
    "Attachment",
    "Band",
    "CarveOut",
    "ChangeNote",
    "Component",
    "Content",
    "CountRange",
    "Declared",
    "Disclosure",
    "Document",
    "Effect",
    "Footer",
    "Formula",
    "FormulaTerm",
    "Grades",
    "Imprint",
    "Indicator",
    "IndicatorRule",
    "Member",
    "Milestone",
    "Mode",
    "Notice",
    "Office",
    "Organization",
    "PointsRange",
    "Provenance",
    "Region",
    "ResultUse",
    "Review",
    "Rounding",
    "Scheme",
    "Stage",
    "SubjectGroup",
    "Unit",
    "Validity",
    "Value",
    "Veto",
    "Waiver",
    "Words",
]
