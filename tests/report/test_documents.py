"""The formats for other programs: valid by their schemas, every fact in its place, nothing that a scheme says can break out."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]
from markdown import markdown
from msgspec.structs import replace

from gongkai.diagnostics import Basis, Diagnostic, Edit, Finding, Place, Rule, Severity, Span
from gongkai.report import FORMATS, renderer
from gongkai.report.markdown import LIMIT, safe
from gongkai.rules import RULES

SCHEMAS = Path(__file__).parent / "schemas"
FILE = "schemes/甲 县/mzj/2024.yml"
LINE = "    name: 😀重点工作目标，points: 46"


def found(code: str = "P001", **more: Any) -> Diagnostic:
    """A finding of a rule with everything a finding can have."""
    start = LINE.index("46")
    facts = {"message": "重点工作目标 46 分，应为 45 分", "help": "请核对分值。", "clause": "二（一）", "waived": None} | more
    return Diagnostic(
        rule=RULES[code],
        finding=Finding(code=code, place=Place(file="x/2024.yml", path=("components", 0, "points")), **facts),
        span=Span(file=FILE, line=7, column=start + 1, end_column=start + 3, source=LINE),
        related=((Span(file=FILE, line=3, column=8, end_column=11, source="scale: 100"), "总分在这里"),),
    )


ERROR, WARNING, NOTE = found(), found("C013"), found("C011")
WAIVED = found(waived="原文如此")
FIXABLE = replace(found("C013", replacement="45"), edit=Edit(line=7, column=24, end_line=7, end_column=26, text="45"))
WHOLE = replace(found("F001"), span=Span(file=FILE), related=())
ALL = [ERROR, WARNING, NOTE, WAIVED, FIXABLE, WHOLE]


def rendered(name: str, diagnostics: list[Diagnostic], *files: str) -> str:
    return "\n".join(renderer(name, files)(diagnostics))


_TEXTS = st.text(st.characters(codec="utf-8")) | st.sampled_from(
    ("]]>", "{0} [x](1)", "a%0Ab", "::error::x", "\x00\x1b[31m", "@all", "</details>")
)
_DIAGNOSTICS = st.lists(
    st.builds(
        lambda base, words, file, more: replace(
            base,
            finding=replace(base.finding, message=words, help=words, waived=(base.finding.waived and words) or None),
            span=replace(base.span, file=file, source=words, column=1, end_column=1 + len(words)),
            related=((base.span, words),),
            edit=base.edit and replace(base.edit, text=more),
        ),
        st.sampled_from(ALL),
        _TEXTS,
        st.sampled_from(("a.yml", "b/c d.yml", "/绝对/路径.yml", "a:b.yml")),
        _TEXTS,
    ),
    max_size=5,
).map(lambda listed: sorted(listed, key=lambda each: each.span.file))


@pytest.fixture(scope="module")
def sarif_schema() -> jsonschema_rs.Draft4Validator:
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    return jsonschema_rs.Draft4Validator(schema, validate_formats=True)


@pytest.fixture(scope="module")
def junit_schema() -> Any:
    return etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))


class TestSarif:
    def log(self, diagnostics: list[Diagnostic]) -> Any:
        (run,) = json.loads(rendered("sarif", diagnostics))["runs"]
        return run

    @pytest.mark.parametrize("diagnostics", [[], ALL, ALL * 3])
    def test_it_is_valid(self, diagnostics: list[Diagnostic], sarif_schema: jsonschema_rs.Draft4Validator) -> None:
        sarif_schema.validate(json.loads(rendered("sarif", diagnostics)))

    def test_every_rule_can_stand_in_it(self, sarif_schema: jsonschema_rs.Draft4Validator) -> None:
        log = json.loads(rendered("sarif", [found(code) for code in RULES]))
        sarif_schema.validate(log)
        rules = log["runs"][0]["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == sorted(RULES)
        for rule in rules:
            assert rule["help"]["markdown"].startswith(f"# {rule['id']} ") and "helpUri" not in rule
            assert "```" not in rule["help"]["text"] and rule["shortDescription"]["text"] and rule["fullDescription"]["text"]

    @given(_DIAGNOSTICS)
    def test_whatever_is_said_it_stays_valid(self, diagnostics: list[Diagnostic]) -> None:
        schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
        jsonschema_rs.Draft4Validator(schema, validate_formats=True).validate(json.loads(rendered("sarif", diagnostics)))

    def test_rules_levels_and_results_belong_together(self) -> None:
        log = self.log(ALL)
        rules = log["tool"]["driver"]["rules"]
        assert [rules[each["ruleIndex"]]["id"] for each in log["results"]] == [each.rule.code for each in ALL]
        assert [each["level"] for each in log["results"]] == ["error", "warning", "note", "error", "warning", "error"]
        assert rules[0]["defaultConfiguration"] == {"level": "note"}

    def test_places_count_characters_and_are_relative(self) -> None:
        log = self.log([ERROR, WHOLE])
        assert log["columnKind"] == "unicodeCodePoints"
        place = log["results"][0]["locations"][0]["physicalLocation"]
        start = LINE.index("46") + 1
        assert place["region"] == {
            "startLine": 7,
            "startColumn": start,
            "endLine": 7,
            "endColumn": start + 2,
            "snippet": {"text": "46"},
        }
        assert place["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
        assert place["artifactLocation"]["uri"].isascii() and unquote(place["artifactLocation"]["uri"]) == FILE
        assert log["results"][0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "components.0.points"
        assert "region" not in log["results"][1]["locations"][0]["physicalLocation"]
        (related,) = log["results"][0]["relatedLocations"]
        assert related["message"]["text"] == "总分在这里" and related["physicalLocation"]["region"]["startLine"] == 3

    def test_a_file_elsewhere_has_an_absolute_address(self) -> None:
        (result,) = self.log([replace(ERROR, span=replace(ERROR.span, file="/别处/2024.yml"))])["results"]
        location = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert location == {"uri": "file:///%E5%88%AB%E5%A4%84/2024.yml"}

    def test_a_waiver_is_a_suppression_with_its_reason(self) -> None:
        open_, waived = self.log([ERROR, WAIVED])["results"]
        assert open_["suppressions"] == []
        assert waived["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": "原文如此"}]

    def test_a_fix_replaces_exactly_the_words(self) -> None:
        plain, fixable = self.log([ERROR, FIXABLE])["results"]
        assert "fixes" not in plain
        (change,) = fixable["fixes"][0]["artifactChanges"]
        (replacement,) = change["replacements"]
        region = {"startLine": 7, "startColumn": 24, "endLine": 7, "endColumn": 26}
        assert replacement == {"deletedRegion": region, "insertedContent": {"text": "45"}}
        assert unquote(change["artifactLocation"]["uri"]) == FILE

    def test_fingerprints_outlive_moves_and_tell_twins_apart(self) -> None:
        moved = replace(ERROR, span=replace(ERROR.span, line=99))
        listed = replace(moved, finding=replace(moved.finding, place=replace(moved.finding.place, path=("components", 5, "points"))))
        other = found(message="重点工作目标 46 分，应为 44 分")
        marks = [each["partialFingerprints"]["gongkai/v1"] for each in self.log([ERROR, ERROR, other])["results"]]
        assert len(set(marks)) == 3
        for each in (moved, listed):
            assert self.log([each])["results"][0]["partialFingerprints"]["gongkai/v1"] == marks[0]

    def test_words_are_no_placeholders_and_no_links(self) -> None:
        (result,) = self.log([found(message="见[附件](1)和{0}、[甲]、{乙}", help="")])["results"]
        assert result["message"]["text"] == "见\\[附件](1)和{{0}}、[甲]、{乙}"


class TestGithub:
    def test_a_command_a_finding(self) -> None:
        start = LINE.index("46") + 1
        title = "P001 各部分分值之和不等于所属部分"
        assert rendered("github", [ERROR]) == (
            f"::error file={FILE},line=7,col={start},endLine=7,endColumn={start + 2},title={title}"
            "::重点工作目标 46 分，应为 45 分%0A处理：请核对分值。"
        )
        assert [line.split()[0] for line in rendered("github", ALL).splitlines()] == [
            "::error",
            "::warning",
            "::notice",
            "::notice",
            "::warning",
            "::error",
        ]
        assert rendered("github", [WHOLE]).startswith(f"::error file={FILE},title=F001")
        assert "title=已豁免 P001" in rendered("github", [WAIVED]) and rendered("github", [WAIVED]).endswith("%0A豁免：原文如此")

    def test_nothing_breaks_out_of_a_command(self) -> None:
        sly = found(message="50%，a\r\n::error::x", help="")
        sly = replace(sly, span=replace(sly.span, file="a,b:c%.yml"))
        line = rendered("github", [sly])
        assert line.startswith("::error file=a%2Cb%3Ac%25.yml,line=7") and line.endswith("::50%25，a%0D%0A::error::x")

    @given(_DIAGNOSTICS)
    def test_always_one_line_each_that_reads_back(self, diagnostics: list[Diagnostic]) -> None:
        lines = rendered("github", diagnostics).split("\n") if diagnostics else []
        assert len(lines) == len(diagnostics)
        for line, each in zip(lines, diagnostics, strict=True):
            properties, message = re.fullmatch(r"::(?:error|warning|notice) (.*?)::(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
            assert _plain(properties.split(",")[0]) == f"file={each.span.file}"
            assert _plain(message).startswith(each.finding.message)


def _plain(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


class TestGitlab:
    def test_an_issue_a_finding(self) -> None:
        issues = json.loads(rendered("gitlab", ALL))
        assert issues[0] == {
            "description": "P001 重点工作目标 46 分，应为 45 分",
            "check_name": "parts-sum",
            "fingerprint": issues[0]["fingerprint"],
            "severity": "critical",
            "location": {"path": FILE, "lines": {"begin": 7, "end": 7}},
        }
        assert [each["severity"] for each in issues] == ["critical", "minor", "info", "info", "minor", "critical"]
        assert issues[3]["description"].endswith("（已豁免：原文如此）")
        assert issues[5]["location"]["lines"]["begin"] == 1

    def test_fingerprints_are_unique_and_stay(self) -> None:
        first = [each["fingerprint"] for each in json.loads(rendered("gitlab", [*ALL, *ALL]))]
        assert len(set(first)) == len(first)
        moved = [replace(each, span=replace(each.span, line=each.span.line + 5)) for each in [*ALL, *ALL]]
        assert [each["fingerprint"] for each in json.loads(rendered("gitlab", moved))] == first
        assert all(re.fullmatch("[0-9a-f]{32}", each) for each in first)

    def test_nothing_found_is_an_empty_report(self) -> None:
        assert json.loads(rendered("gitlab", [])) == []


class TestJunit:
    def test_a_suite_a_file_and_a_case_a_finding(self, junit_schema: Any) -> None:
        text = rendered("junit", ALL, FILE, "schemes/z/2024.yml")
        root = etree.fromstring(text.encode())
        junit_schema.assertValid(root)
        assert dict(root.attrib) == {"name": "gongkai", "tests": "7", "failures": "4", "errors": "0"}
        clean, suite = root
        assert dict(suite.attrib) == {"name": FILE, "tests": "6", "failures": "4", "errors": "0", "skipped": "1"}
        assert [case[0].tag for case in suite] == ["failure", "failure", "system-out", "skipped", "failure", "failure"]
        assert suite[0].get("name") == "P001 各部分分值之和不等于所属部分 第 7 行"
        assert suite[0][0].get("message") == ERROR.finding.message and suite[0][0].get("type") == "错误"
        assert "相关：" in suite[0][0].text and "处理：请核对分值。" in suite[0][0].text
        assert suite[3][0].get("message") == "原文如此"
        assert clean.get("failures") == "0" and [case.get("name") for case in clean] == ["没有问题"]

    def test_nothing_to_check_is_valid(self, junit_schema: Any) -> None:
        junit_schema.assertValid(etree.fromstring(rendered("junit", []).encode()))

    @given(_DIAGNOSTICS)
    def test_whatever_is_said_it_stays_valid(self, diagnostics: list[Diagnostic]) -> None:
        root = etree.fromstring(rendered("junit", diagnostics, "a.yml").encode())
        etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd")).assertValid(root)

    def test_illegal_characters_are_marked(self) -> None:
        root = etree.fromstring(rendered("junit", [found(message='甲\x00\x1b\ufffe😀<&]]>"')]).encode())
        assert root[0][0][0].get("message") == '甲\ufffd\ufffd\ufffd😀<&]]>"'


class TestMarkdown:
    def test_a_table_then_the_findings_of_each_file(self) -> None:
        text = rendered("markdown", ALL, FILE, "schemes/z/2024.yml")
        assert text.startswith("### 方案检查：2 个错误，2 个警告，1 个提示，1 个已豁免\n\n共检查 2 份方案。\n\n| 文件 |")
        assert f"| {FILE} | 2 | 2 | 1 | 1 |" in text
        shown = re.findall(r"^- \*\*(.+?)\*\* `([A-Z][0-9]+)`", text, re.MULTILINE)
        assert shown == [("错误", "P001"), ("错误", "F001"), ("警告", "C013"), ("警告", "C013"), ("提示", "C011"), ("已豁免", "P001")]
        assert "<summary>其余 1 个问题</summary>" in text and text.count("<details>") == text.count("</details>") == 2
        assert "第 7 行：重点工作目标 46 分，应为 45 分  \n  相关：第 3 行 总分在这里  \n  处理：请核对分值。" in text
        assert "| P001 | 各部分分值之和不等于所属部分 | 错误 | 一致性：" in text

    def test_nothing_found_is_one_sentence(self) -> None:
        assert rendered("markdown", [], "a.yml") == "### 方案检查：没有发现问题\n\n共检查 1 份方案。"

    @pytest.mark.parametrize(
        "sly",
        [
            "@octocat 请看",
            "见 #123 和 owner/repo#4",
            "</details><script>alert(1)</script>",
            "![x](http://evil.example/x.png)",
            "[点我](http://evil.example)",
            "https://evil.example www.evil.example a@evil.example",
            "`code` **粗** _斜_ ~~删~~ | 表 |",
            "$x$ :tada: &lt; <!-- x",
            "甲\n\n# 标题\n- 项\n> 引",
            "GH-12 !34 ~标签 %里程碑 &56",
        ],
    )
    def test_what_a_scheme_says_makes_no_markup_and_mentions_nobody(self, sly: str) -> None:
        text = safe(sly)
        html = markdown(text, extensions=["tables"])
        shown = unescape(re.sub(r"</?p>", "", html)).replace("\u200b", "")
        assert shown == " ".join(sly.split())
        visible = unescape(text)
        assert not re.search(r"@\w|#\d|![\d\[]|https?:/|www\.|GH-|&\d|\$x|:tada", visible)
        whole = rendered("markdown", [found(message=sly, help=sly, waived=None)])
        assert whole.count("<") == whole.count("<details>") + whole.count("</details>") + whole.count("<summary>") * 2 == 4

    def test_it_never_grows_beyond_its_limit_and_says_what_is_left_out(self) -> None:
        many = [
            replace(each, span=replace(each.span, file=f"schemes/{number // 20:04}.yml"))
            for number, each in enumerate([found(message="长" * 2000, help="<&" * 300)] * 4000)
        ]
        text = rendered("markdown", many)
        assert LIMIT - 4000 < len(text) <= LIMIT
        left = int(re.search(r"\*\*另有 (\d+) 个问题没有列出\*\*", text)[1])  # type: ignore[index]
        assert left + text.count("\n- **") == 4000
        assert text.count("<details>") == text.count("</details>")
        assert "| 其余 150 个文件 | 3000 | 0 | 0 | 0 |" in text


def test_every_format_takes_every_rule() -> None:
    assert all(rendered(name, [found(code) for code in RULES]) for name in FORMATS)


def test_a_rule_of_each_severity_is_among_the_examples() -> None:
    assert [each.rule.severity for each in (ERROR, WARNING, NOTE)] == list(Severity)
    assert isinstance(ERROR.rule, Rule) and ERROR.rule.basis is Basis.CONSISTENCY
