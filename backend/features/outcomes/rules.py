"""What law and the standard object to in a form: refusals and warnings with their field."""

from dataclasses import dataclass

from backend.features.outcomes.form import Form
from backend.features.outcomes.queries.facts import DEAD_STATES, PATENTS

SELLING = frozenset({"assign", "license"})
ENDANGERED = ("穿山甲", "麝香", "熊胆", "羚羊角", "犀角", "虎骨", "豹骨", "赛加羚羊")
METHOD_WORDS = ("治疗方法", "诊断方法", "诊疗方法")


@dataclass(frozen=True)
class Objection:
    """One objection to one field."""

    pointer: str
    detail: str


def refusals(form: Form) -> list[Objection]:
    """Return what forbids handing the form in."""
    found: list[Objection] = []
    outcome, modes = form.outcome, set(form.cooperation.get("modes") or [])
    patents = [right for right in form.rights if right.type in PATENTS]
    if patents and modes & SELLING and all(right.state in DEAD_STATES for right in patents):
        found.append(
            Objection(
                "/cooperation/modes",
                "所列专利均已终止、届满或无效，不能以转让或许可方式挂牌；可作为公有领域线索登记。",
            )
        )
    if outcome.kind == "preparation" and form.cooperation.get("price_idea"):
        found.append(
            Objection(
                "/cooperation/price_idea",
                "医疗机构制剂不得在市场销售或做广告（药品管理法第76条），请勿填写价格。",
            )
        )
    for index, case in enumerate(outcome.cases):
        if case.get("effect") and not case.get("deidentified"):
            found.append(
                Objection(f"/cases/{index}", "案例资料须先去标识化（个人信息保护法第51条）。")
            )
        elif case.get("effect") and not case.get("consent"):
            found.append(Objection(f"/cases/{index}", "案例资料须取得资料来源方同意后方可提交。"))
    return found + _dates(form)


def _dates(form: Form) -> list[Objection]:
    found = []
    for index, right in enumerate(form.rights):
        if right.filing_date and right.expiry_date and right.expiry_date <= right.filing_date:
            found.append(Objection(f"/ip_rights/{index}", "届满日应晚于申请日。"))
        elif right.filing_date and right.grant_date and right.grant_date < right.filing_date:
            found.append(Objection(f"/ip_rights/{index}", "授权日不应早于申请日。"))
    return found


def warnings(form: Form) -> list[Objection]:
    """Return what people should look at; it does not stop the form."""
    found: list[Objection] = []
    outcome = form.outcome
    for index, right in enumerate(form.rights):
        if right.check_ok is False:
            found.append(
                Objection(f"/ip_rights/{index}", right.check_note or "号码未通过校验，请核对。")
            )
        words = right.scope + right.title
        if (
            right.type in PATENTS
            and outcome.kind in {"method", "patent"}
            and any(word in words for word in METHOD_WORDS)
        ):
            found.append(
                Objection(
                    f"/ip_rights/{index}",
                    "疾病的诊断和治疗方法不授予专利权（专利法第25条），请核对权利要求类型。",
                )
            )
    herbs = list(form.tcm.get("herbs") or [])
    rare = [herb for herb in herbs if any(name in herb for name in ENDANGERED)]
    unmarked = [herb for herb in rare if herb not in (form.tcm.get("endangered") or [])]
    if unmarked:
        found.append(
            Objection(
                "/tcm/endangered",
                f"处方含珍稀濒危药材：{'、'.join(unmarked)}，请在“珍稀濒危药材”中标明并说明来源或替代。",
            )
        )
    unproven = sum(1 for case in outcome.cases if case.get("effect") and not case.get("proof"))
    if unproven:
        found.append(Objection("/cases", f"{unproven} 个案例没有证明材料，将标为“未证实”。"))
    if outcome.secret_level == "public" and any(  # noqa: S105 - a level, not a secret
        right.type in PATENTS and right.state == "none" for right in form.rights
    ):
        found.append(
            Objection(
                "/secret_level",
                "存在尚未申请的专利：公开技术细节会丧失新颖性（专利法第24条），建议先申请或改为不公开。",
            )
        )
    return found
