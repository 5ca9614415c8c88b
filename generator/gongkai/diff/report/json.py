"""For programs: one JSON object. Lines and columns count from 1; a PAIR has `before` and `after`, null where a side has nothing.

    {"gongkai_diff": 1, "before": "main（1a2b3c4）", "after": "工作区", "gate": "notes",
     "stops": [{"gate", "message", "help", PLACE}],
     "schemes": [{"address", "state", "title", "agency", "files": PAIR, "issued": PAIR, "public": PAIR, "readable": PAIR,
                  "changes": [{"kind", "group", "message", "about", "what", "old", "new", "clause", "substantive", "side", PLACE}],
                  "findings": {"caused": […], "cured": […], "excused": […]},
                  "totals": [{"name", "depth", "stated": PAIR, "listed": PAIR}], "yearly": {"year": PAIR, "counts": PAIR}, "due": […]}],
     "others": ["schemes/anxi/documents.yml"], "findings": {"caused": […], "cured": […], "excused": […]}}

A PLACE is `file`, `line`, `column`, `end_column`: of a change in the later file, or (`side`) in the earlier of what is
gone. `stops` are the reasons not to merge at the level `gate`; findings are as `gongkai validate --format json` has
them; `counts` are the rows added, dropped, reweighted and altered otherwise since the year before.
"""

import json
from typing import Any

import msgspec

from gongkai.diff.review import Findings, Review, Reviewed, Stop, Told, stopping
from gongkai.report.json import as_object, where

VERSION = 1


def render(review: Review, level: str) -> str:
    """The whole object, indented."""
    whole = {
        "gongkai_diff": VERSION,
        "before": review.before,
        "after": review.after,
        "gate": level,
        "stops": [_stop(each) for each in stopping(review, level)],
        "schemes": [_scheme(each) for each in review.schemes],
        "others": review.others,
        "findings": _findings(review.findings),
    }
    return json.dumps(msgspec.to_builtins(whole), ensure_ascii=False, indent=2) + "\n"


def _stop(stop: Stop) -> dict[str, Any]:
    return {"gate": stop.gate, "message": stop.message, "help": stop.help, **where(stop.span)}


def _scheme(each: Reviewed) -> dict[str, Any]:
    return {
        "address": each.address,
        "state": each.state,
        "title": each.title,
        "agency": each.agency,
        "files": _sides((each.files[0] or None, each.files[1] or None)),
        "issued": _sides(each.issued),
        "public": _sides(each.public),
        "readable": _sides(each.readable),
        "changes": [_change(told) for told in each.changes],
        "findings": _findings(each.findings),
        "totals": [
            {"name": total.name, "depth": total.depth, "stated": _sides(total.stated), "listed": _sides(total.listed)}
            for total in each.totals
        ],
        "yearly": each.yearly and {"year": _sides(each.yearly.year), "counts": _sides(each.yearly.counts)},
        "due": each.due,
    }


def _change(told: Told) -> dict[str, Any]:
    change = told.change
    return {
        "kind": change.kind,
        "group": change.group,
        "message": change.message,
        "about": change.about,
        "what": change.what,
        "old": change.old,
        "new": change.new,
        "clause": change.clause,
        "substantive": change.substantive,
        "side": "before" if told.is_gone else "after",
        **where(told.span),
    }


def _findings(findings: Findings) -> dict[str, Any]:
    parts = {"caused": findings.caused, "cured": findings.cured, "excused": findings.excused}
    return {name: [as_object(each) for each in found] for name, found in parts.items()}


def _sides(values: tuple[Any, Any]) -> dict[str, Any]:
    return {"before": values[0], "after": values[1]}
