"""One branch with changes of many sorts, as bureaus would make them: what the reports of a comparison are reviewed by."""

from diff.repositories import DEMO, Repository

DRAFT, GONE, MOVED = "demo/sjglj/2026.yml", "anxi/mzj/2024.yml", "demo/sjglj/2025.yml"

_EDITS = {
    "在保家庭动态复核, points: 1, lead: 救助股, target: 复核率100%": "在保家庭复核, points: 1.5, lead: 办公室, target: 复核率98%",
    "每月10日前发放到户, criterion: 每逾期1天扣0.1分, evidence: 凭证, due: 2025-12-31": "每月10日前发放到户, criterion: 每逾期1天扣0.2分，"
    "连续两个月逾期的不得分；因系统故障逾期并及时报告的除外, evidence: 凭证, due: 2025-11-28",
    "      - {id: dibao-4, name: 近亲属备案公示, points: 1, lead: 救助股, target: 备案率100%, criterion: 每例扣0.2分, evidence: 台账, "
    "due: 2025-10-31}\n": "",
    "累计扣分不超过5分": "累计扣分不超过6分",
    "防止重留痕、轻实绩": "防止重痕迹、轻实绩",
    "组长：示例甲（局长）": "组长：示例丁（局长）",
    "name: 示例甲, title: 局长": "name: 示例丁, title: 局长",
    "{number: 3, title: 示例县民政局2025年度绩效评估评分标准, content: standards}": "{number: 3, title: 评分标准, content: standards}",
}
_HOSTILE = "</details><script>alert(1)</script> @all #1 ![图](http://example.test/x.png) 13800138000"


def branch(repository: Repository) -> None:
    """A scheme reworked without a note, one deleted, one moved, a draft dated and made hostile; a table attached anew."""
    repository.git("checkout", "-q", "-b", "2025修订")
    repository.replace(DEMO, _EDITS)
    (repository.schemes / "demo/mzj/2025/luoshi-baobiao.csv").write_text("指标,完成情况\n", encoding="utf-8")
    (repository.schemes / GONE).unlink()
    (repository.schemes / MOVED).rename(repository.schemes / "demo/sjglj/2025-zonghe.yml")
    notice = "\nnotice:\n  title: 关于印发方案的通知\n  body: 印发给你们。\n  signed_by: 示例县数据管理局\n  signed_on: 2025-06-11\n"
    repository.replace(DRAFT, {"draft: true\n": f"draft: true\n{notice}", "目标考评满分100分": f"目标考评{_HOSTILE}满分100分"})
    repository.commit("修订")
