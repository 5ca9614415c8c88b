"""绩效评估工作方案: all that one agency lays down for one year."""

from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta

from gongkai.model.document import Attachment, Disclosure, Notice, Provenance, Waiver
from gongkai.model.organization import Milestone, Organization, Stage, SubjectGroup
from gongkai.model.score import Component, Declared, Formula, Grades, Indicator, IndicatorRule, ResultUse
from gongkai.model.values import Line, Name, Text, Value, check_levels


class Scheme(Value, frozen=True, kw_only=True):
    """绩效评估工作方案 of one agency for one year."""

    format: Literal[1]
    title: Line
    year: Annotated[int, Meta(ge=1949, le=2999)]
    draft: bool = False
    notice: Notice | None = None
    disclosure: Disclosure
    based_on: tuple[Name, ...] = ()
    subjects: tuple[SubjectGroup, ...] = ()
    text: Text
    scale: Decimal = Decimal(100)
    declared: Declared = Declared()
    components: Annotated[tuple[Component, ...], Meta(min_length=1)]
    indicator_rules: tuple[IndicatorRule, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    formula: Formula | None = None
    grades: Grades | None = None
    results_use: tuple[ResultUse, ...] = ()
    organization: tuple[Organization, ...] = ()
    stages: tuple[Stage, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    provenance: Provenance | None = None
    waivers: tuple[Waiver, ...] = ()

    def __post_init__(self) -> None:
        check_levels(self.components, "components")
        check_levels(self.indicators, "children")

    @property
    def published(self) -> bool:
        """Whether any page of it may exist: issued, and 主动公开."""
        return not self.draft and self.disclosure.mode == "主动公开"
