"""The conflict-avoidance declaration an expert signs before anything opens (clause 5.1.1.1)."""

import hashlib
from datetime import datetime

from backend.kernel.clock import SHANGHAI

VERSION = "2026-1"
TEXT = (
    "本人受邀作为评估专家，参加科技成果“{title}”（评估编号 {number}）的评估。本人声明：\n\n"
    "一、本人与该成果的持有单位及其关联单位之间，现在及近三年内不存在任职、兼职、持股、投资、"
    "顾问、许可或转让谈判等经济利益关系；\n"
    "二、本人不是该成果的发明人、完成人、论文共同作者或项目参与人，与主要完成人无亲属、师生等"
    "可能影响公正评估的关系；\n"
    "三、本人所在单位及本人不从事与该成果直接竞争的研发或经营活动，未与持有单位或需求方就该成果"
    "订有合同；\n"
    "四、本人将依据材料与评估指标独立评分，不与他人商议分值，不对外披露成果内容、评分与评审意见，"
    "评估结束后不留存材料；\n"
    "五、评估过程中如发现存在上述情形，本人将立即申请回避。\n\n"
    "如声明不实，本人愿承担相应责任，所作评分作废。"
)


# Double-blind: the organisation is not named, nor hidden in a list of several, since a list of
# the few that work on such an outcome would be a good guess. The platform checks the relations
# on record by itself; the expert vouches for these being complete.
DOUBLE_BLIND_TEXT = (
    "本人受邀作为评估专家，参加科技成果“{title}”（评估编号 {number}）的评估。本次评估为双盲评估，"
    "申请方的单位与人员对本人不公开，利益冲突由平台按登记信息核对。本人声明：\n\n"
    "一、本人在平台登记的任职单位及与各单位、人员的关系（任职、兼职、持股、投资、顾问、合同、"
    "合作、师生、亲属等）完整、准确、为最新，平台可据此核对本人与申请方及其关联单位的利益冲突；\n"
    "二、据本人所知，本人不是该成果的发明人、完成人、论文共同作者或项目参与人；\n"
    "三、本人及所在单位不从事与该成果直接竞争的研发或经营活动；\n"
    "四、本人不设法查明申请方身份；如从材料中辨认出申请方，将如实告知平台，存在利害关系的立即"
    "申请回避；\n"
    "五、本人将依据材料与评估指标独立评分，不与他人商议分值，不对外披露成果内容、评分与评审意见，"
    "评估结束后不留存材料。\n\n"
    "如声明不实，本人愿承担相应责任，所作评分作废。"
)


def declaration_text(title: str, number: str, *, double_blind: bool = False) -> str:
    """Return the text for one outcome and assessment."""
    return (DOUBLE_BLIND_TEXT if double_blind else TEXT).format(title=title, number=number)


def declaration_hash(text: str, name: str, signed_at: datetime) -> str:
    """Return the SHA-256 over text, signer and moment: changing any of them is found."""
    moment = signed_at.astimezone(SHANGHAI).isoformat(timespec="seconds")
    return hashlib.sha256(f"{VERSION}\n{text}\n{name}\n{moment}".encode()).hexdigest()
