"""The lists of the standard and of the law: scheme → (中文, English, table)."""

TABLES: dict[str, tuple[str, str, str]] = {
    "tech_field": ("技术领域", "Technical field", """
drug | 药物研发 | Drug development | 药物 / 中药研发 / 新药研发
diagnostic_device | 诊断设备 | Diagnostic equipment | 诊断仪器
therapy | 治疗方案 | Treatment | 诊疗方案 / 治疗方法 / 诊疗方法
device | 医疗器械 | Medical device | 器械 / 治疗设备
ivd | 体外诊断 | In-vitro diagnostics | 体外诊断试剂 / 诊断试剂
digital | 数字医疗与人工智能 | Digital health and AI | 数字医疗 / 人工智能 / 人工智能与数字医疗
external_therapy | 中医外治技术 | External TCM therapy | 中医外治 / 外治技术 / 针灸 / 中医适宜技术
process | 制剂工艺与质量 | Preparation process and quality | 制剂工艺 / 质量控制
safety | 中药安全性评价 | Safety of TCM drugs | 安全性评价 / 中药安全性
health_product | 健康产品 | Health product | 保健食品 / 大健康产品
data_platform | 数据平台 | Data platform | 数据库 / 数据与平台
other | 其他 | Other | 其它
"""),
    "maturity": ("成熟度", "Maturity", """
lab | 实验室阶段 | Laboratory stage | 实验室 / 小试 / 小试阶段
pilot | 中试阶段 | Pilot stage | 中试
industrial | 产业化阶段 | Industrial stage | 产业化
"""),
    "scene": ("应用场景", "Scene of use", """
clinical | 临床诊疗 | Clinical care | 临床 / 临床应用
public_health | 公共卫生防控 | Public health | 公共卫生 / 筛查
industrialisation | 产业化 | Industrialisation | 产业应用 / 产业化生产
"""),
    "outcome_kind": ("成果类别", "Kind of outcome", """
patent | 专利技术 | Patented technology | 专利
drug | 药物 | Drug | 中成药 / 中药新药
preparation | 院内制剂 | Hospital preparation | 医疗机构制剂 / 医院制剂
device | 器械设备 | Device | 医疗器械 / 设备
diagnostic | 诊断试剂与方法 | Diagnostic | 诊断试剂 / 诊断方法 / 诊断
method | 诊疗方法 | Method of treatment | 诊疗方案 / 治疗方法 / 方法
software | 软件与算法 | Software | 软件 / 算法
other | 其他 | Other | 其它
"""),
    "transfer_mode": ("转化方式（3.3）", "Transfer mode", """
self_invest | 自行投资实施 | Own investment | 自行实施 / 自行投资
assign | 转让 | Assignment | 技术转让 / 专利转让 / 向他人转让
license | 许可 | Licence | 技术许可 / 专利许可 / 许可使用 / 许可他人使用
equity | 作价投资 | Contribution as equity | 作价入股 / 技术入股
joint | 共同实施 | Joint implementation | 合作实施 / 作为合作条件共同实施
other | 其他 | Other | 其它 / 其他方式
"""),
    "cooperation_mode": ("合作意向（5.2.1.2.5）", "Wished cooperation", """
self_invest | 自行投资实施 | Own investment | 自行实施 / 自行投资
assign | 转让 | Assignment | 技术转让 / 专利转让 / 向他人转让
license | 许可 | Licence | 技术许可 / 专利许可 / 许可使用 / 许可他人使用
equity | 作价投资 | Contribution as equity | 作价入股 / 技术入股
joint | 共同实施 | Joint implementation | 合作实施 / 作为合作条件共同实施
co_develop | 联合开发 | Joint development | 合作开发 / 联合研发 / 共同开发
other | 其他 | Other | 其它 / 其他方式
"""),
    "exclusivity": ("许可方式", "Kind of licence", """
exclusive | 独占许可 | Exclusive | 独占
sole | 排他许可 | Sole | 排他
ordinary | 普通许可 | Ordinary | 普通 / 非独占
open | 未定，可协商 | Open | 可协商 / 未定
"""),
    "ip_type": ("知识产权类型", "Type of right", """
invention | 发明专利 | Invention patent | 发明
utility | 实用新型专利 | Utility model | 实用新型
design | 外观设计专利 | Design patent | 外观设计
pct | PCT 国际申请 | PCT application | 国际专利申请
software_copyright | 软件著作权 | Software copyright | 计算机软件著作权
copyright | 著作权 | Copyright | 作品著作权
trademark | 商标 | Trademark | 注册商标
trade_secret | 技术秘密 | Trade secret | 商业秘密 / 专有技术
tcm_protection | 中药品种保护 | TCM variety protection | 中药保护品种
drug_approval | 药品批准文号 | Drug approval | 药品批准 / 药品注册证
preparation_filing | 医疗机构制剂备案或批准 | Hospital preparation filing | 制剂备案 / 制剂批准文号
device_registration | 医疗器械注册或备案 | Device registration | 医疗器械注册证 / 医疗器械备案
trial_registration | 临床试验登记 | Trial registration | 临床试验注册
standard | 标准或指南 | Standard or guideline | 标准 / 指南 / 专家共识
other | 其他 | Other | 其它
"""),
    "ip_state": ("知识产权状态", "State of the right", """
none | 未布局 | None | 无 / 未申请
filed | 申请受理 | Filed | 已申请 / 受理 / 申请中
published | 公布 | Published | 已公布 / 公开
examining | 实质审查 | Under examination | 实审 / 审查中 / 公布后审查中
granted | 授权有效 | Granted | 有效 / 已授权 / 授权 / 维持有效
lapsed | 未缴年费终止 | Lapsed | 因未缴年费终止 / 终止 / 失效
expired | 期限届满 | Expired | 届满 / 到期
withdrawn | 撤回 | Withdrawn | 已撤回 / 视为撤回 / 主动撤回
rejected | 驳回 | Rejected | 已驳回
invalidated | 无效 | Invalidated | 宣告无效 / 已无效
unknown | 未披露 | Not disclosed | 未知 / 不详
"""),
    "contract_kind": ("技术合同种类（民法典第843条）", "Kind of contract", """
development | 技术开发合同 | Development | 技术开发
assignment | 技术转让合同 | Assignment | 技术转让
license | 技术许可合同 | Licence | 技术许可
consulting | 技术咨询合同 | Consulting | 技术咨询
service | 技术服务合同 | Service | 技术服务
"""),
    "organisation_kind": ("单位性质", "Kind of organisation", """
institute | 科研院所 | Research institute | 研究所 / 研究院 / 科研机构
university | 高校 | University | 高等院校 / 大学 / 学校
hospital | 医疗机构 | Hospital | 医院
company | 企业 | Company | 公司
investor | 投资机构 | Investor | 投资 / 基金
government | 政府机构 | Government body | 政府 / 政府部门
association | 社会团体 | Association | 学会 / 协会 / 行业协会
individual | 个人 | Individual | 自然人
platform | 平台运营机构 | Platform operator | 平台
other | 其他 | Other | 其它
"""),
    "ownership_basis": ("权属性质", "Basis of ownership", """
service | 职务成果 | Service invention | 职务 / 职务发明
non_service | 非职务成果 | Non-service invention | 非职务 / 非职务发明
agreed | 按约定 | By agreement | 约定 / 约定权属
"""),
    "secret_level": ("公开程度", "Confidentiality", """
public | 可公开 | Public | 公开
internal | 仅限对接后披露 | After introduction only | 内部
confidential | 含商业秘密 | Contains trade secrets | 商业秘密 / 保密
"""),
    "attachment_kind": ("附件类别", "Kind of attachment", """
application | 申请表 | Application form | 申请书
proof | 成果证明材料 | Proof of the outcome | 证明材料
ip | 知识产权证明 | Proof of rights | 专利证书
clinical | 临床与检测资料 | Clinical and test data | 检测报告 / 临床资料
ethics | 伦理与合规文件 | Ethics and compliance | 伦理批件
ownership | 权属文件 | Ownership | 权属证明
other | 其他 | Other | 其它
"""),
}  # fmt: skip
