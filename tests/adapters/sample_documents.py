"""Documents filled as in a demonstration; the persons and figures are invented."""

import hashlib

from backend.kernel import documents as d
from backend.kernel.money import capital_amount, format_yuan


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _leaf(code: str, name: str, weight: float, score: float, n: int = 7) -> d.LeafScore:
    return d.LeafScore(
        code=code,
        name=name,
        weight=f"{weight:.4f}",
        score=f"{score:.1f}",
        contribution=f"{weight * score:.1f}",
        n=str(n),
        mean=f"{score - 0.4:.1f}",
        trimmed=f"{score:.1f}",
        sd=f"{6.2 + score % 5:.1f}",
        spread=f"{score - 11:.1f}–{score + 8:.1f}",
        abstentions="0",
    )


def _dimension(code: str, name: str, leaves: tuple[d.LeafScore, ...]) -> d.DimensionScore:
    weight = sum(float(leaf.weight) for leaf in leaves)
    points = sum(float(leaf.weight) * float(leaf.score) for leaf in leaves)
    return d.DimensionScore(
        code=code,
        name=name,
        weight=f"{weight:.4f}",
        score=f"{points / weight:.1f}",
        contribution=f"{points:.1f}",
        share=points / weight / 100,
        leaves=leaves,
    )


DIMENSIONS = (
    _dimension(
        "A",
        "临床评估",
        (
            _leaf("A1", "临床需求", 0.1142, 91.4),
            _leaf("A2", "效用提升度", 0.0981, 84.3),
            _leaf("A3", "操作便利度", 0.0437, 88.0),
            _leaf("A4", "临床成本", 0.0440, 79.5),
        ),
    ),
    _dimension(
        "B",
        "市场评估",
        (
            _leaf("B1", "市场规模", 0.0812, 86.1),
            _leaf("B2", "市场趋势", 0.0544, 81.7),
            _leaf("B3", "商业化潜力", 0.0644, 72.9),
        ),
    ),
    _dimension(
        "C",
        "技术评估",
        (
            _leaf("C1", "技术创新性", 0.0930, 83.2),
            _leaf("C2", "技术成熟度", 0.0851, 68.6),
            _leaf("C3", "项目成熟度", 0.0518, 66.4),
            _leaf("C4", "系统适配性", 0.0401, 80.0),
        ),
    ),
    _dimension(
        "D",
        "知识产权",
        (
            _leaf("D1", "布局情况", 0.0460, 70.0),
            _leaf("D2", "权利质量", 0.0530, 74.3),
            _leaf("D3", "侵权风险", 0.0410, 82.9),
        ),
    ),
    _dimension(
        "E",
        "项目团队",
        (
            _leaf("E1", "团队组成", 0.0330, 85.7),
            _leaf("E2", "研究基础", 0.0350, 88.6),
            _leaf("E3", "分工协作", 0.0220, 80.0),
        ),
    ),
)
TOTAL = sum(float(dimension.contribution) for dimension in DIMENSIONS)

REPORT = d.AssessmentReport(
    number="PG-2026-000018",
    version="第 1 版",
    demo=True,
    outcome_title="益气活血软肝颗粒治疗慢性乙型肝炎肝纤维化的组方与制备工艺",
    holder="示例中医医院",
    issued_on="2026年11月18日",
    valid_until="2027年11月17日",
    conclusion="通过",
    passed=True,
    grade="良好",
    total=f"{TOTAL:.1f}",
    total_interval="95% 区间 76.8–83.4",
    pass_rule="综合得分不低于 60 分，任一维度不低于 40 分，且伦理、权属、安全三项无一票否决。",
    overview=(
        "慢性乙型肝炎患者在病毒得到抑制后仍可能存在肝纤维化进展。本成果在名老中医经验方基础上筛选出由"
        "黄芪、丹参、鳖甲等组成的复方颗粒，针对气虚血瘀证，提出水提与醇沉相结合的制备工艺，并建立以"
        "黄芪甲苷与丹酚酸 B 为指标的质量标准。\n"
        "成果已完成院内制剂备案，积累人用经验数据 312 例，公开了组方用途的发明专利申请一件。"
    ),
    facts=(
        d.Fact(label="技术领域", value="药物研发"),
        d.Fact(label="应用场景", value="临床诊疗"),
        d.Fact(label="适应疾病", value="K74.0 肝纤维化；B18.1 慢性乙型病毒性肝炎"),
        d.Fact(label="中医证候", value="气虚血瘀证"),
        d.Fact(label="合作需求", value="技术许可、联合开发"),
        d.Fact(label="资助来源"),
    ),
    maturity=d.MaturityPart(
        level="TRL 5",
        level_name="相关环境验证",
        scale="九级技术就绪量表（药物与中药复方读法）",
        stage="中试阶段",
        assessed_on="2026年11月10日",
        statement=(
            "第 1—5 级的必要证据均已提交并核验。第 6 级要求的临床试验许可尚未取得，故评定为第 5 级。"
        ),
        evidence=(
            d.Evidence(name="三批中试工艺验证记录（每批 100 kg 药材）", level="第 5 级"),
            d.Evidence(name="医疗机构制剂备案凭证", level="第 5 级"),
            d.Evidence(name="人用经验研究总结报告（312 例）", level="第 5 级"),
            d.Evidence(name="大鼠肝纤维化模型药效学报告", level="第 4 级"),
        ),
        missing=("药物临床试验默示许可（第 6 级）", "GLP 条件下六个月长期毒性报告（第 6 级）"),
    ),
    transfer=d.TransferPart(
        routes=("技术许可", "联合开发"),
        advice=(
            "建议以普通许可或排他许可方式与具备中药颗粒剂生产线的企业合作，由企业承担 1.1 类中药新药的"
            "临床前补充研究与临床试验申请，医院保留院内制剂使用权。许可期限不得超过专利权存续期。"
        ),
        next_milestone="取得药物临床试验默示许可",
        risks="专利申请尚处审查阶段；鳖甲来源稳定性；同证候竞品已上市",
    ),
    expert_advice=(
        d.Opinion(
            expert="专家 A（临床）",
            text="疗效终点建议增加肝脏瞬时弹性成像与组织学配对数据，样本不少于 60 对。",
        ),
        d.Opinion(
            expert="专家 C（产业）",
            text="颗粒剂口味与服用量影响依从性，建议在放大工艺时同步优化辅料比例。\n生产成本按现行药材价格测算，毛利空间可以接受。",
        ),
        d.Opinion(
            expert="专家 F（知识产权）",
            text="建议补充制备方法与质量控制方法两件申请，形成组合布局。",
        ),
    ),
    dissent=(
        d.Opinion(
            expert="专家 D（药学）",
            text="认为质量标准的指标成分不足以代表全方，成熟度应评为第 4 级。",
        ),
    ),
    dimensions=DIMENSIONS,
    weights=d.WeightsPart(
        method=(
            "指标集经两轮德尔菲法确定（应答率 91.7%），权重由 12 位专家以层次分析法给出，群体判断采用几何"
            "平均集结，特征向量法求解；除“项目团队”矩阵超出 0.10、已请专家复核外，一致性比率均低于 0.10。"
        ),
        nodes=(
            d.MatrixCheck(name="总目标：五个维度", size="5", cr="0.021", passed=True),
            d.MatrixCheck(
                name="临床评估",
                size="4",
                cr="0.034",
                passed=True,
                cr_experts="0.088",
                gci="0.121",
                consensus="0.842（高）",
                concordance="0.611",
            ),
            d.MatrixCheck(name="市场评估", size="3", cr="0.008", passed=True),
            d.MatrixCheck(name="技术评估", size="4", cr="0.046", passed=True),
            d.MatrixCheck(name="知识产权", size="3", cr="0.000", passed=True),
            d.MatrixCheck(name="项目团队", size="3", cr="0.117", passed=False),
        ),
        facts=(d.Fact(label="判断专家", value="12 名（n=12）"),),
        rows=(
            d.WeightRow(
                code="A",
                name="临床评估",
                local="0.3900",
                interval="0.3411–0.4320",
                weight="0.3900",
                leaf=False,
            ),
            d.WeightRow(code="A1", name="临床需求", local="0.4100", interval="—", weight="0.1599"),
        ),
    ),
    identification=(
        d.Fact(label="材料版本", value="第 2 次提交，2026年10月20日"),
        d.Fact(label="指标体系", value="标准指标体系 1.0"),
    ),
    material=d.MaterialPart(
        statement="材料经 2 轮审核，退回补正 1 项；评估所据附件 1 份。",
        rounds=(
            d.MaterialRound(
                name="形式审查第 1 轮",
                decision="退回补正",
                on="2026年10月12日",
                returned=("技术参数：缺少样本量",),
            ),
            d.MaterialRound(name="形式审查第 2 轮", decision="受理", on="2026年10月21日"),
        ),
        files=(d.HashedInput(name="专利公布文本.pdf", sha256="ab" * 32),),
    ),
    panel_facts=(d.Fact(label="邀请与回避", value="邀请 8 名，回避 1 名"),),
    scoring=("综合得分的标准误为 1.69。",),
    findings=(
        d.LeafFinding(
            code="A1",
            name="临床需求",
            facts=(d.Fact(label="是否为刚需", value="是（是 3 人）"),),
            files=("流行病学资料.pdf 第 3 页",),
            warnings=("人群数没有来源年份。",),
        ),
        d.LeafFinding(code="B1", name="市场规模"),
    ),
    outliers=("离群评分 1 个：已提示核实，均未删除。",),
    sensitivity=d.SensitivityPart(
        statement="最敏感的是“临床需求”。",
        facts=(d.Fact(label="判断扰动", value="达到通过线的比例 99.2%"),),
        crossings=(d.TurningPoint(name="临床需求", weight="0.1000", at="0.8213"),),
    ),
    consents=(
        d.Consent(expert="专家 A", answer="同意出具", on="2026年11月16日"),
        d.Consent(expert="专家 D", answer="保留意见", on="2026年11月17日"),
    ),
    lead="李负责",
    agreement=(
        d.Fact(label="组内相关 ICC(A,7)", value="0.86（95% 区间 0.71–0.95）"),
        d.Fact(label="协调系数 W", value="0.62，p < .001"),
    ),
    swot=d.SwotPart(
        strengths=(
            "组方有三十年院内使用基础，人用经验数据完整（A2）",
            "关键工艺参数已在中试规模验证（C2）",
        ),
        weaknesses=("专利布局单一，仅一件发明申请（D1）", "尚无随机对照试验（C3）"),
        opportunities=("中药注册“三结合”审评证据体系认可人用经验", "肝纤维化缺少公认的化学药物"),
        threats=("同类中成药已进入医保目录", "动物药材供应与价格波动"),
        strategies=(
            d.Fact(label="增长型 SO", value="以人用经验支持注册路径，优先寻求许可合作。"),
            d.Fact(label="防御型 WT", value="补足专利布局，锁定药材基地。"),
        ),
    ),
    panel=(
        d.PanelMember(pseudonym="专家 A", category="临床"),
        d.PanelMember(pseudonym="专家 B", category="临床", name="王示例 · 示例大学附属医院"),
        d.PanelMember(pseudonym="专家 C", category="产业"),
        d.PanelMember(pseudonym="专家 D", category="药学"),
        d.PanelMember(pseudonym="专家 E", category="市场"),
        d.PanelMember(pseudonym="专家 F", category="知识产权"),
        d.PanelMember(pseudonym="专家 G", category="药学", role="回避"),
    ),
    panel_statement="全体评分专家均已签署利益冲突回避声明；一位专家因同单位关系回避，未参与评分。",
    method_notes=(
        "各指标按 0—100 分锚定描述评分，取专家均值；得分保留一位小数，权重保留四位小数。",
        "综合得分为叶指标得分与组合权重乘积之和；区间由专家间方差的正态近似给出。",
        "SWOT 条目由得分与材料生成草稿，经专家确认后列入。",
    ),
    limits=(
        "评估基于持有人提交的材料，未进行现场核查。",
        "市场规模估算采用公开患病率，未计入支付能力差异。",
    ),
    inputs=(
        d.HashedInput(name="成果申报书（第 3 版）", sha256=_hash("form")),
        d.HashedInput(name="中试工艺验证记录.pdf", sha256=_hash("pilot")),
        d.HashedInput(name="评分数据集", sha256=_hash("scores")),
        d.HashedInput(name="权重集 2026-02", sha256=_hash("weights")),
    ),
)

AGREEMENT = d.Agreement(
    number="HT-2026-000007",
    version="第 2 版",
    demo=True,
    title="益气活血软肝颗粒专利实施许可合同",
    contract_type="技术许可合同",
    transfer_mode="许可他人使用",
    licence_kind="普通许可",
    subject="专利申请 202011142888.4 所述组方及其制备工艺在中国境内的实施",
    parties=(
        d.Party(
            role="许可方（甲方）",
            name="示例中医医院",
            credit_code="91110108551385082Q",
            legal_representative="张示例",
            contact="李示例 010-00000000",
            address="北京市示例区示例路 1 号",
        ),
        d.Party(
            role="被许可方（乙方）", name="示例制药股份有限公司", credit_code="91350100M000100Y43"
        ),
    ),
    rights=(
        d.ContractRight(
            kind="发明专利申请",
            name="一种治疗肝纤维化的中药组合物及其制备方法和应用",
            number="202011142888.4",
            expires_on="2040-10-22",
        ),
    ),
    amount=format_yuan(360_000_050),
    amount_capital=capital_amount(360_000_050),
    payment_scheme="提成支付附加预付入门费",
    payments=(
        d.Payment(condition="合同生效后支付入门费", amount="600,000.00", due="生效后 30 日内"),
        d.Payment(condition="取得临床试验默示许可", amount="1,000,000.00", due="取得后 30 日内"),
        d.Payment(condition="取得药品注册证书", amount="2,000,000.50", due="取得后 60 日内"),
    ),
    signed_on=None,
    place="北京市",
    term="自合同生效之日起至 2036 年 12 月 31 日，且不超过专利权存续期",
    clauses=(
        d.Clause(
            heading="许可范围",
            text="甲方许可乙方在中国境内以普通许可方式实施本合同所列专利申请及其授权后的专利。\n未经甲方书面同意，乙方不得再许可第三人实施。",
        ),
        d.Clause(
            heading="技术资料的交付",
            text="甲方应于合同生效后 30 日内交付附件所列技术资料，乙方签收后 15 日内提出异议。",
        ),
        d.Clause(
            heading="保密", text="双方对技术秘密与未公开数据负有保密义务，期限至该信息公开之日。"
        ),
        d.Clause(heading="后续改进", text="一方完成的后续改进成果归该方所有，另有约定的除外。"),
        d.Clause(
            heading="验收",
            text="以三批连续合格的验证生产批次作为验收标准，由双方共同签署验收纪要。",
        ),
        d.Clause(heading="违约责任", text="逾期付款的，每逾期一日按应付金额的万分之五支付违约金。"),
        d.Clause(
            heading="争议解决",
            text="争议由双方协商解决；协商不成的，提交甲方所在地有管辖权的人民法院处理。",
        ),
    ),
    signatures=(
        d.SignatureBlock(
            role="许可方（甲方）",
            party="示例中医医院",
            signer="张示例",
            meaning="同意签署",
            signed_at="2026-11-18 10:32:05",
            hash=_hash("signature-a"),
        ),
        d.SignatureBlock(role="被许可方（乙方）", party="示例制药股份有限公司"),
    ),
    body_sha256=_hash("body"),
)

RECEIPT = d.Receipt(
    number="SL-2026-000123",
    kind="受理回执",
    demo=True,
    outcome_title="益气活血软肝颗粒治疗慢性乙型肝炎肝纤维化的组方与制备工艺",
    applicant="示例中医医院",
    received_at="2026-11-02 09:41:17（北京时间）",
    handled_by="平台运营 陈示例",
    status="已受理",
    statement="您提交的成果转化申请材料齐全、格式符合要求，现予受理。平台将组织专家组按评估指标体系开展评估。",
    next_steps=(
        "5 个工作日内确定评估专家组并完成利益冲突回避审查",
        "评估期间可在“我的成果”查看进度",
    ),
    files=(
        d.ReceivedFile(name="成果申报书.pdf", size="1.8 MiB", sha256=_hash("form")),
        d.ReceivedFile(name="中试工艺验证记录.pdf", size="12.4 MiB", sha256=_hash("pilot")),
        d.ReceivedFile(name="质量标准草案.docx", size="324 KiB", sha256=_hash("standard")),
    ),
)
