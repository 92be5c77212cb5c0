"""The material checklist: one line per leaf of the tree, more per kind of outcome (5.1.2.3.3)."""

from dataclasses import dataclass, replace

from backend.features.assessment.trees import code_in, standard_code
from evaluation import IndicatorTree

# leaves of the standard without whose proof an outcome is never evaluated
NEVER_WAIVED = frozenset({"A1", "C1", "D1", "D3", "E1"})


@dataclass(frozen=True)
class MaterialLine:
    """One line: what is asked, where it counts, which proofs would do."""

    code: str
    label: str
    leaf: str
    proofs: tuple[str, ...]
    may_waive: bool


EXTRA: dict[str, tuple[MaterialLine, ...]] = {
    "drug": (
        MaterialLine("X-ethics", "伦理批件与临床试验许可", "A2", ("伦理批件", "临床试验许可"),
                     may_waive=True),
        MaterialLine("X-quality", "质量标准与稳定性资料", "C2", ("质量标准", "稳定性资料"),
                     may_waive=False),
    ),
    "preparation": (
        MaterialLine("X-licence", "制剂备案或注册文件", "C2", ("备案凭证", "注册批件"),
                     may_waive=False),
    ),
    "device": (
        MaterialLine("X-test", "型式检验或注册检验报告", "C2", ("检验报告",), may_waive=False),
    ),
    "diagnostic": (
        MaterialLine("X-performance", "分析性能与参考标准资料", "C2", ("性能评估报告",),
                     may_waive=False),
    ),
    "method": (
        MaterialLine("X-ethics", "伦理批件与知情同意", "A2", ("伦理批件", "知情同意书"),
                     may_waive=False),
    ),
    "software": (
        MaterialLine("X-data", "数据来源合法性与算法验证资料", "C2", ("数据授权", "验证报告"),
                     may_waive=False),
    ),
    "patent": (
        MaterialLine("X-register", "专利登记簿副本或法律状态查询", "D1", ("登记簿副本",),
                     may_waive=False),
    ),
}  # fmt: skip


def checklist(tree: IndicatorTree, kind: str | None) -> tuple[MaterialLine, ...]:
    """Return the lines for a kind: the tree says what proves each leaf."""
    lines = [
        MaterialLine(
            leaf.code, leaf.name, leaf.code, leaf.evidence,
            standard_code(leaf) not in NEVER_WAIVED,
        )
        for leaf in tree.leaves
    ]  # fmt: skip
    extra = EXTRA.get(kind or "", ())
    return (*lines, *(replace(line, leaf=code_in(tree, line.leaf)) for line in extra))
