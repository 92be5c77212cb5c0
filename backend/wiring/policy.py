"""THE permission file: who may do what. What is not here is denied.

One line per permission, grouped by feature. Relations are defined by the features.
The platform administrator has no reading right on outcomes, scores or contracts.
"""

from backend.features.agreements.access import AgreementHolder, AgreementParty
from backend.features.assessment.access import (
    HolderOfAssessment,
    Involved,
    MayBeAsked,
    OwnAhpSheet,
    OwnScoreSheet,
    OwnSeat,
    PanelOfAssessment,
    ReleasedAssessment,
)
from backend.features.assessment.delphi_access import OwnDelphiAnswer
from backend.features.assessment.institution_access import OfInstitution, ReviewsMaterials
from backend.features.assessment.institution_models import (
    BatchItem,
    EvaluationBatch,
    EvidenceBase,
    WorkGroup,
)
from backend.features.assessment.models import Assessment, PanelMember, ScoreSheet
from backend.features.assessment.proceedings_models import AssessmentAppeal
from backend.features.assessment.states import AssessmentStatus
from backend.features.demands.access import DemandOrgMember, HandedIn, PublicDemand
from backend.features.experts.access import OwnExpert
from backend.features.identity.access import (
    AdministersInvitation,
    AdministersMembership,
    OwnMembership,
    OwnOrganisation,
)
from backend.features.implementation.access import (
    ConversionParty,
    IssueParty,
    ProjectParty,
)
from backend.features.information.access import PublicArticle
from backend.features.library.access import PublicRecord
from backend.features.matchmaking.access import (
    IntroductionOrgAdmin,
    IntroductionParty,
    IntroductionProposer,
    ProposedByStaff,
    SuggestionForOwnDemand,
)
from backend.features.outcomes.access import HolderOrgMember, OutcomeStaff
from backend.features.outcomes.states import AUTOMATIC
from backend.features.service_desk.access import RequesterOrgMember
from backend.kernel.policy import (
    AllOf,
    Anyone,
    Except,
    LoggedIn,
    Policy,
    Reauth,
    Role,
    Rule,
    has_role,
)

ANYONE = Anyone()
LOGGED_IN = LoggedIn()
STAFF = has_role(Role.OPERATOR, Role.SYSTEM)
SYSTEM_ONLY = has_role(Role.SYSTEM)
AUDIT = has_role(Role.AUDITOR)
HOLDERS = has_role(Role.HOLDER)
DEMANDERS = has_role(Role.DEMANDER)
EXPERTS = has_role(Role.EXPERT)
ADVISERS = has_role(Role.ADVISER)
ADMIN = has_role(Role.PLATFORM_ADMIN)
ORG_ADMIN = has_role(Role.ORG_ADMIN)
OUTCOME_WRITER = HolderOrgMember(frozenset({Role.HOLDER}))

DEMAND_WRITER = DemandOrgMember()
DEMAND_ORG = DemandOrgMember(frozenset({Role.DEMANDER, Role.ORG_ADMIN}))
DEMAND_STAFF = HandedIn(frozenset({Role.OPERATOR}))
DEMAND_AUDIT = HandedIn(frozenset({Role.AUDITOR}))
HOLDER_OF_ASSESSMENT = HolderOfAssessment(
    frozenset(set(AssessmentStatus) - {AssessmentStatus.PREPARING})
)
HOLDER_OF_ISSUED = HolderOfAssessment(frozenset({AssessmentStatus.ISSUED}))
# the platform's people, but not for what concerns them under another hat
ORGANISER, AUDITOR = (AllOf((hat, Except(Involved(Assessment)))) for hat in (STAFF, AUDIT))
SEAT_STAFF, SEAT_AUDIT = (AllOf((hat, Except(Involved(PanelMember)))) for hat in (STAFF, AUDIT))
SHEET_STAFF = AllOf((STAFF, Except(Involved(ScoreSheet))))
APPEAL_STAFF, APPEAL_AUDIT = (
    AllOf((hat, Except(Involved(AssessmentAppeal)))) for hat in (STAFF, AUDIT)
)
STAFF_RELEASED = AllOf((ORGANISER, ReleasedAssessment()))
AUDIT_RELEASED = AllOf((AUDITOR, ReleasedAssessment()))
OWN_GROUP = OfInstitution(WorkGroup)
OWN_EVALUATION = OfInstitution(EvaluationBatch)
OWN_ITEM = OfInstitution(BatchItem)
OWN_SEAT = OwnSeat(declared=False)
OWN_DECLARED_SEAT = OwnSeat(declared=True)

RULES: list[Rule] = [
    # --- health and public lists
    Rule("health.read", (ANYONE,)),
    # --- identity
    Rule("session.create", (ANYONE,)),
    Rule("session.end", (LOGGED_IN,)),
    Rule("user.register", (ANYONE,)),
    Rule("platform.set_up", (ANYONE,)),
    Rule("me.read", (ANYONE,)),
    Rule("me.update", (LOGGED_IN,)),
    Rule("organisation.list", (STAFF, AUDIT, ADMIN, ORG_ADMIN)),
    Rule("organisation.read", (STAFF, AUDIT, ADMIN, OwnOrganisation())),
    Rule("organisation.claim", (SYSTEM_ONLY,)),
    Rule("organisation.approve", (STAFF,)),
    Rule("organisation.reject", (STAFF,)),
    Rule("organisation.suspend", (STAFF,)),
    Rule("organisation.affiliate", (STAFF,)),
    Rule("membership.list", (STAFF, ADMIN, ORG_ADMIN)),
    Rule("membership.read", (STAFF, ADMIN, AdministersMembership(), OwnMembership())),
    Rule("membership.approve", (STAFF, AdministersMembership())),
    Rule("membership.end", (STAFF, ADMIN, AdministersMembership())),
    Rule("invitation.list", (ORG_ADMIN,)),
    Rule("invitation.create", (ORG_ADMIN,)),
    Rule("invitation.read", (AdministersInvitation(),)),
    Rule("invitation.accept", (ANYONE,)),
    Rule("invitation.revoke", (AdministersInvitation(),)),
    # --- notifications
    Rule("todo.list", (LOGGED_IN,)),
    Rule("notice.list", (LOGGED_IN,)),
    Rule("notice.read", (LOGGED_IN,)),
    Rule("delivery.list", (STAFF, ADMIN)),
    Rule("delivery.retry", (STAFF, ADMIN)),
    # --- taxonomy
    Rule("taxonomy.read", (ANYONE,)),
    # --- service desk
    Rule("service_request.list", (STAFF, AUDIT, HOLDERS, DEMANDERS, ORG_ADMIN)),
    Rule("service_request.read", (STAFF, AUDIT, RequesterOrgMember())),
    Rule("service_request.acknowledge", (STAFF,)),
    Rule("service_request.complete", (SYSTEM_ONLY,)),
    Rule("service_request.cancel", (SYSTEM_ONLY,)),
    # --- outcomes
    Rule("outcome.list", (STAFF, AUDIT, HOLDERS, ORG_ADMIN)),
    Rule(
        "outcome.read",
        (SYSTEM_ONLY, HolderOrgMember(), OutcomeStaff(), OutcomeStaff(frozenset({Role.AUDITOR}))),
    ),
    Rule("outcome.read_confidential", (SYSTEM_ONLY, HolderOrgMember(), OutcomeStaff())),
    Rule("outcome.create", (HOLDERS,)),
    Rule("outcome.update", (OUTCOME_WRITER,)),
    Rule("outcome.submit", (OUTCOME_WRITER,)),
    Rule("outcome.withdraw", (HolderOrgMember(),)),
    Rule("outcome.import", (STAFF,)),
    Rule("outcome.assign", (OutcomeStaff(),)),
    Rule("outcome.review", (OutcomeStaff(),)),
    Rule("outcome.accept", (OutcomeStaff(),)),
    Rule("outcome.return", (OutcomeStaff(),)),
    Rule("outcome.refuse", (OutcomeStaff(),)),
    *(Rule(f"outcome.{action}", (SYSTEM_ONLY,)) for action in AUTOMATIC),
    # --- information
    Rule("article.search", (ANYONE,)),
    Rule("article.read", (STAFF, AUDIT, PublicArticle())),
    Rule("article.import", (STAFF,)),
    Rule("article.withdraw", (STAFF,)),
    Rule("article.restore", (STAFF,)),
    # --- library
    Rule("library.search", (ANYONE,)),
    Rule("library.read", (STAFF, AUDIT, PublicRecord())),
    Rule("library.list", (STAFF, AUDIT)),
    Rule("library.publish", (STAFF,)),
    Rule("library.check", (STAFF,)),
    Rule("library.unpublish", (STAFF,)),
    Rule("library.channel", (STAFF,)),
    # --- demands
    Rule("demand.search", (ANYONE,)),
    Rule("demand.list", (STAFF, AUDIT, DEMANDERS, ORG_ADMIN)),
    Rule("demand.desk", (SYSTEM_ONLY, DEMAND_STAFF, DEMAND_AUDIT, DEMAND_ORG)),
    Rule("demand.read", (SYSTEM_ONLY, DEMAND_STAFF, DEMAND_AUDIT, DEMAND_ORG, PublicDemand())),
    Rule("demand.read_confidential", (SYSTEM_ONLY, DEMAND_STAFF, DEMAND_ORG)),
    Rule("demand.create", (DEMANDERS,)),
    Rule("demand.update", (DEMAND_WRITER,)),
    Rule("demand.submit", (DEMAND_WRITER,)),
    Rule("demand.withdraw", (DEMAND_WRITER,)),
    Rule("demand.return", (DEMAND_STAFF,)),
    Rule("demand.publish", (DEMAND_STAFF,)),
    Rule("demand.close", (DEMAND_STAFF, DEMAND_WRITER)),
    Rule("demand.import", (STAFF,)),
    Rule("demand.match", (DEMAND_STAFF, DEMAND_WRITER)),
    # --- matchmaking
    Rule("suggestion.read", (STAFF, SuggestionForOwnDemand())),
    Rule("suggestion.judge", (STAFF, SuggestionForOwnDemand())),
    Rule("introduction.list", (STAFF, AUDIT, HOLDERS, DEMANDERS, ORG_ADMIN)),
    Rule("introduction.read", (STAFF, AUDIT, IntroductionParty(), IntroductionOrgAdmin())),
    Rule("introduction.read_confidential", (IntroductionParty(),)),
    Rule("introduction.propose", (has_role(Role.OPERATOR), DEMANDERS)),
    Rule("introduction.consent", (IntroductionParty(),)),
    Rule("introduction.decline", (IntroductionParty(),)),
    Rule("introduction.withdraw", (IntroductionProposer(), ProposedByStaff())),
    Rule("introduction.establish", (SYSTEM_ONLY,)),
    Rule("introduction.agree", (SYSTEM_ONLY,)),
    Rule("introduction.fail", (STAFF, IntroductionParty())),
    Rule("introduction.note", (has_role(Role.OPERATOR), IntroductionParty())),
    # --- experts
    Rule("expert.list", (STAFF, AUDIT)),
    Rule("expert.apply", (EXPERTS,)),
    Rule("expert.read", (STAFF, AUDIT, OwnExpert())),
    Rule("expert.create", (STAFF,)),
    Rule("expert.update", (STAFF, OwnExpert())),
    Rule("expert.activate", (STAFF,)),
    Rule("expert.suspend", (STAFF,)),
    Rule("expert.declare_tie", (STAFF, OwnExpert())),
    # --- assessment: weights and pass rule
    Rule("indicator_tree.read", (LOGGED_IN,)),
    Rule("indicator_system.list", (LOGGED_IN,)),
    Rule("indicator_system.read", (LOGGED_IN,)),
    Rule("indicator_system.import", (STAFF,)),
    Rule("judgement.compute", (LOGGED_IN,)),
    Rule("weight_set.list", (STAFF, AUDIT)),
    Rule("weight_set.read", (STAFF, AUDIT)),
    Rule("weight_set.create", (STAFF,)),
    Rule("weight_set.invite", (STAFF,)),
    Rule("weight_set.update", (STAFF,)),
    Rule("weight_set.approve", (STAFF,)),
    Rule("weight_set.retire", (STAFF,)),
    Rule("ahp_sheet.list", (EXPERTS,)),
    Rule("ahp_sheet.read", (STAFF, OwnAhpSheet())),
    Rule("ahp_sheet.open", (OwnAhpSheet(),)),
    Rule("ahp_sheet.save", (OwnAhpSheet(),)),
    Rule("ahp_sheet.submit", (OwnAhpSheet(),)),
    Rule("ahp_sheet.return", (STAFF,)),
    Rule("pass_rule.list", (LOGGED_IN,)),
    Rule("pass_rule.set", (STAFF,)),
    # --- assessment: Delphi studies; an answer is read by its author alone
    Rule("delphi_study.list", (STAFF, AUDIT)),
    Rule("delphi_study.read", (STAFF, AUDIT)),
    Rule("delphi_study.export", (STAFF, AUDIT)),
    Rule("delphi_study.create", (STAFF,)),
    Rule("delphi_study.invite", (STAFF,)),
    Rule("delphi_study.open_round", (STAFF,)),
    Rule("delphi_study.close_round", (STAFF,)),
    Rule("delphi_study.remind", (STAFF,)),
    Rule("delphi_study.close", (STAFF,)),
    Rule("delphi_study.cancel", (STAFF,)),
    Rule("delphi_answer.list", (EXPERTS,)),
    Rule("delphi_answer.read", (OwnDelphiAnswer(),)),
    Rule("delphi_answer.save", (OwnDelphiAnswer(),)),
    Rule("delphi_answer.submit", (OwnDelphiAnswer(),)),
    Rule("delphi_answer.revise", (OwnDelphiAnswer(),)),
    # --- assessment: organising; scores are read by their author, by others after the release
    Rule("assessment.list", (STAFF, AUDIT, HOLDERS, ORG_ADMIN)),
    Rule("assessment.read", (ORGANISER, AUDITOR, HOLDER_OF_ASSESSMENT, PanelOfAssessment())),
    Rule("assessment.inspect", (ORGANISER, AUDITOR)),
    Rule("assessment.create", (ORGANISER,)),
    Rule("assessment.update", (ORGANISER,)),
    Rule("assessment.nominate", (ORGANISER,)),
    Rule("assessment.start", (ORGANISER,)),
    Rule("assessment.remind", (ORGANISER,)),
    Rule("assessment.release", (ORGANISER,), reauth=Reauth.RECENT),
    Rule("assessment.issue", (ORGANISER,), reauth=Reauth.RECENT),
    Rule("assessment.cancel", (ORGANISER,)),
    Rule("assessment.annul", (ORGANISER,)),
    Rule(
        "avoid_request.read",
        (
            HolderOrgMember(),
            AllOf((OutcomeStaff(frozenset({Role.OPERATOR, Role.AUDITOR})), Except(MayBeAsked()))),
        ),
    ),
    Rule("avoid_request.file", (OUTCOME_WRITER,)),
    Rule("assessment.open_scoring", (SYSTEM_ONLY,)),
    Rule("assessment.complete_scoring", (SYSTEM_ONLY,)),
    Rule("assessment.resume_scoring", (SYSTEM_ONLY,)),
    Rule("assessment.read_work", (ORGANISER, AUDITOR, PanelOfAssessment(), HOLDER_OF_ISSUED)),
    Rule(
        "assessment.read_result",
        (STAFF_RELEASED, AUDIT_RELEASED, PanelOfAssessment(), HOLDER_OF_ISSUED),
    ),
    Rule("assessment.read_sheets", (STAFF_RELEASED, AUDIT_RELEASED, PanelOfAssessment())),
    Rule("assessment.read_archive", (STAFF_RELEASED, AUDIT_RELEASED)),
    Rule("assessment.reveal", (STAFF_RELEASED,), reauth=Reauth.RECENT),
    Rule("assessment.freeze", (ORGANISER,)),
    Rule("assessment.restore", (ORGANISER,), reauth=Reauth.RECENT),
    Rule("assessment.check_file", (LOGGED_IN,)),
    Rule("panel_member.list", (EXPERTS,)),
    Rule("panel_member.read", (SEAT_STAFF, SEAT_AUDIT, OWN_SEAT)),
    Rule("panel_member.own", (OWN_SEAT,)),
    Rule("panel_member.sign", (OWN_SEAT,), reauth=Reauth.RECENT),
    Rule("panel_member.recuse", (OWN_SEAT,)),
    Rule("panel_member.open", (OWN_DECLARED_SEAT,)),
    Rule("panel_member.consent", (OWN_DECLARED_SEAT,)),
    Rule("panel_member.remove", (SEAT_STAFF,)),
    Rule("panel_member.replace", (SEAT_STAFF,)),
    Rule("panel_member.assign", (SEAT_STAFF,)),
    Rule("panel_member.decide", (SEAT_STAFF,)),
    Rule("panel_member.exclude", (SEAT_STAFF,)),
    Rule("score_sheet.read", (SHEET_STAFF, OwnScoreSheet())),
    Rule("score_sheet.save", (OwnScoreSheet(),)),
    Rule("score_sheet.submit", (OwnScoreSheet(),), reauth=Reauth.RECENT),
    Rule("score_sheet.return", (SHEET_STAFF,)),
    Rule("score_sheet.annul", (SHEET_STAFF,)),
    Rule("score_sheet.restore_open", (SHEET_STAFF,)),
    Rule("score_sheet.restore_submitted", (SHEET_STAFF,)),
    Rule("assessment.read_appeal", (ORGANISER, AUDITOR, HOLDER_OF_ISSUED)),
    Rule(
        "assessment.appeal",
        (HolderOfAssessment(frozenset({AssessmentStatus.ISSUED}), frozenset({Role.HOLDER})),),
    ),
    Rule("assessment_appeal.read", (APPEAL_STAFF, APPEAL_AUDIT, OfInstitution(AssessmentAppeal))),
    Rule(
        "assessment_appeal.file", (OfInstitution(AssessmentAppeal, roles=frozenset({Role.HOLDER})),)
    ),
    Rule("assessment_appeal.uphold", (APPEAL_STAFF,)),
    Rule("assessment_appeal.dismiss", (APPEAL_STAFF,)),
    # --- assessment: the institution's side (5.1.2.3.1 to 5.1.2.3.4, 5.1.2.3.8)
    Rule("work_group.list", (STAFF, AUDIT, HOLDERS, ORG_ADMIN)),
    Rule("work_group.read", (STAFF, AUDIT, OWN_GROUP)),
    Rule("work_group.create", (HOLDERS, ORG_ADMIN)),
    Rule("work_group.update", (OWN_GROUP,)),
    Rule("work_group.appoint", (OfInstitution(WorkGroup, roles=frozenset({Role.ORG_ADMIN})),)),
    Rule("work_group.dissolve", (OfInstitution(WorkGroup, roles=frozenset({Role.ORG_ADMIN})),)),
    Rule("evaluation_batch.list", (STAFF, AUDIT, HOLDERS, ORG_ADMIN)),
    Rule("evaluation_batch.read", (STAFF, AUDIT, OWN_EVALUATION)),
    Rule("evaluation_batch.create", (HOLDERS, ORG_ADMIN)),
    Rule("evaluation_batch.update", (OWN_EVALUATION,)),
    Rule("evaluation_batch.start", (OWN_EVALUATION,)),
    Rule("evaluation_batch.finish", (OWN_EVALUATION,)),
    Rule("evaluation_batch.cancel", (OWN_EVALUATION,)),
    Rule("batch_item.read", (STAFF, AUDIT, OWN_ITEM)),
    Rule("batch_item.file", (OWN_ITEM,)),
    Rule("batch_item.hand_over", (OWN_ITEM,)),
    Rule("batch_item.return", (ReviewsMaterials(),)),
    Rule("batch_item.clear", (ReviewsMaterials(),)),
    Rule("batch_item.reject", (ReviewsMaterials(),)),
    Rule("batch_item.appeal", (OfInstitution(BatchItem, roles=frozenset({Role.HOLDER})),)),
    Rule("batch_item.overturn", (STAFF,)),
    Rule("batch_item.confirm", (STAFF,)),
    Rule("evidence_base.list", (STAFF, AUDIT, HOLDERS, ORG_ADMIN)),
    Rule("evidence_base.create", (STAFF, HOLDERS)),
    Rule("evidence_base.read", (STAFF, AUDIT, OfInstitution(EvidenceBase))),
    Rule(
        "evidence_base.update", (STAFF, OfInstitution(EvidenceBase, roles=frozenset({Role.HOLDER})))
    ),
    Rule("pool_entry.list", (STAFF, AUDIT, HOLDERS, ORG_ADMIN)),
    Rule("pool_entry.classify", (HOLDERS, ORG_ADMIN)),
    # --- agreements
    Rule("negotiation.read", (IntroductionParty(), STAFF, ADVISERS, AUDIT, ORG_ADMIN)),
    Rule("negotiation.write", (IntroductionParty(), STAFF)),
    Rule("agreement.list", (LOGGED_IN,)),
    Rule("agreement.read", (AgreementParty(), STAFF, ADVISERS, AUDIT)),
    Rule("agreement.create", (IntroductionParty(),)),
    Rule("agreement.update", (AgreementParty(),)),
    Rule("agreement.comment", (AgreementParty(), STAFF, ADVISERS)),
    Rule("agreement.announce", (AgreementHolder(),)),
    Rule("agreement.finalise", (AgreementParty(),)),
    Rule("agreement.reopen", (AgreementParty(), SYSTEM_ONLY)),
    Rule("agreement.sign", (AgreementParty(),), reauth=Reauth.ALWAYS),
    Rule("agreement.conclude", (SYSTEM_ONLY,)),
    Rule("agreement.cancel", (AgreementParty(),)),
    Rule("agreement.terminate", (STAFF,)),
    Rule("publicity.read", (ANYONE,)),
    Rule("publicity.object", (ANYONE,)),
    Rule("objection.read", (STAFF, AUDIT)),
    Rule("objection.dismiss", (STAFF,)),
    Rule("objection.uphold", (STAFF,)),
    # --- implementation
    Rule("project.list", (LOGGED_IN,)),
    Rule("project.read", (ProjectParty, STAFF, AUDIT)),
    Rule("project.work", (ProjectParty, STAFF)),
    Rule("project.suspend", (STAFF,)),
    Rule("project.resume", (STAFF,)),
    Rule("project.complete", (STAFF,)),
    Rule("project.terminate", (STAFF,)),
    Rule("project_issue.read", (IssueParty, STAFF, AUDIT)),
    Rule("project_issue.take", (IssueParty, STAFF)),
    Rule("project_issue.resolve", (IssueParty, STAFF)),
    Rule("project_issue.reopen", (IssueParty, STAFF)),
    Rule("conversion.list", (LOGGED_IN,)),
    Rule("conversion.read", (ConversionParty, STAFF, AUDIT)),
    Rule("conversion.report", (ProjectParty,)),
    Rule("conversion.declare", (OUTCOME_WRITER,)),
    Rule("conversion.confirm", (STAFF,)),
    Rule("conversion.refuse", (STAFF,)),
    # --- metrics
    Rule("metric.read", (ANYONE,)),
    Rule("metric.detail", (STAFF, AUDIT)),
    Rule("metric.snapshot", (AUDIT, SYSTEM_ONLY)),
    Rule("metric.configure", (AUDIT,)),
]

POLICY = Policy(RULES)
