"""Every page worth opening: public ones, and the work pages of each role."""

from tests.browser.stage import Stage

# name → address; `{…}` is filled from the running demonstration
PUBLIC = {
    "home": "/",
    "library": "/library",
    "library-found": "/library?q=%E7%BA%A4%E7%BB%B4",
    "library-nothing": "/library?q=%E9%87%8F%E5%AD%90%E7%81%AB%E7%AE%AD",
    "record": "/library/{record}",
    "demands": "/demands",
    "demand": "/demands/{demand}",
    "info": "/info",
    "article": "/info/{article}",
    "publicity": "/publicity",
    "publicity-one": "/publicity/{publicity}",
    "quality": "/quality",
    "standard": "/standard",
    "login": "/login",
    "register": "/register",
    "missing": "/no-such-page",
}
WORK = {
    "holder": {
        "desk": "/work",
        "inbox": "/work/inbox",
        "outcomes": "/work/outcomes",
        "outcome-new": "/work/outcomes/new",
        "outcome": "/work/outcomes/{outcome}",
        "outcome-edit": "/work/outcomes/{draft}/edit",
        "receipt": "/work/outcomes/{outcome}/receipt",
        "avoided": "/work/outcomes/{submitted}/avoided",
        "assessments": "/work/assessments",
        "assessment": "/work/assessments/{assessment}",
        "report": "/work/assessments/{assessment}/report",
        "result": "/work/assessments/{assessment}/result",
        "proceedings": "/work/assessments/{met}/proceedings",
        "appeal": "/work/assessments/{assessment}/appeal",
        "file-check": "/work/evaluation-files",
        "evaluations": "/work/evaluations",
        "evaluation": "/work/evaluations/{evaluation}",
        "materials": "/work/evaluations/items/{item}",
        "evidence": "/work/evidence",
        "evidence-figures": "/work/evidence/{evidence}",
        "evidence-market": "/work/evidence/{evidence}?tab=market",
        "evidence-clinical": "/work/evidence/{evidence}?tab=clinical",
        "evidence-project": "/work/evidence/{evidence}?tab=project",
        "evidence-rights": "/work/evidence/{evidence}?tab=rights",
        "evidence-citations": "/work/evidence/{evidence}?tab=citations",
        "evidence-files": "/work/evidence/{evidence}?tab=files",
        "introductions": "/work/introductions",
        "introduction": "/work/introductions/{introduction}",
        "agreements": "/work/agreements",
        "agreement": "/work/agreements/{agreement}",
        "projects": "/work/projects",
        "project": "/work/projects/{project}",
        "account": "/work/account",
    },
    "operator": {
        "desk": "/work",
        "reviews": "/work/reviews",
        "review": "/work/reviews/{submitted}",
        "requests": "/work/service-requests",
        "assessments": "/work/assessments",
        "assessment-new": "/work/assessments/new",
        "assessment": "/work/assessments/{running}",
        "panel-free": "/work/assessments/{double}",
        "blinding": "/work/assessments/{double}/blinding",
        "proceedings": "/work/assessments/{met}/proceedings",
        "result": "/work/assessments/{assessment}/result",
        "report": "/work/assessments/{assessment}/report",
        "report-edit": "/work/assessments/{reporting}/report",
        "panel-issued": "/work/assessments/{assessment}",
        "pool": "/work/pool",
        "experts": "/work/experts",
        "expert": "/work/experts/{expert}",
        "weight-sets": "/work/weight-sets",
        "weight-set": "/work/weight-sets/{weights}",
        "delphi-studies": "/work/delphi-studies",
        "delphi-new": "/work/delphi-studies/new",
        "delphi-open": "/work/delphi-studies/{collecting}",
        "delphi-closed": "/work/delphi-studies/{concluded}",
        "indicators": "/work/indicators",
        "indicators-edit": "/work/indicators/edit",
        "publication": "/work/library",
        "publication-one": "/work/library/{record}",
        "demands": "/work/demands",
        "introductions": "/work/introductions",
        "agreements": "/work/agreements",
        "projects": "/work/projects",
        "conversions": "/work/conversions",
        "quality": "/work/quality",
        "organisations": "/work/organisations",
        "members": "/work/members",
        "deliveries": "/work/deliveries",
    },
    "expert": {
        "desk": "/work",
        "tasks": "/work/panel-tasks",
        "gate": "/work/panel-tasks/{task}",
        "score": "/work/panel-tasks/{scoring}/score",
        "ahp": "/work/ahp-sheets",
        "ahp-sheet": "/work/ahp-sheets/{judging}",
        "delphi-tasks": "/work/delphi-tasks",
        "delphi-task": "/work/delphi-tasks/{rating}",
        "indicators": "/work/indicators",
        "profile": "/work/expert-profile",
    },
    "demander": {
        "desk": "/work",
        "demands": "/work/demands",
        "demand-new": "/work/demands/new",
        "introductions": "/work/introductions",
        "introduction": "/work/introductions/{introduction}",
        "deal": "/work/deals/{talking}",
        "agreement": "/work/agreements/{agreement}",
        "project": "/work/projects/{project}",
    },
    "adviser": {
        "desk": "/work",
        "agreements": "/work/agreements",
        "agreement": "/work/agreements/{agreement}",
    },
    "auditor": {"desk": "/work", "quality": "/work/quality", "outcomes": "/work/outcomes"},
    "orgadmin": {
        "desk": "/work",
        "members": "/work/members",
        "groups": "/work/evaluations/groups",
        "group": "/work/evaluations/groups/{group}",
        "group-new": "/work/evaluations/groups/new",
        "evaluation-new": "/work/evaluations/new",
        "pool": "/work/pool",
    },
    "admin": {"desk": "/work", "organisations": "/work/organisations"},
}

# name → who asks the API, its list, and which field of the first row
_FOUND = {
    "record": ("", "/library?size=1", "id"),
    "demand": ("", "/demands?size=1", "id"),
    "article": ("", "/information?size=1", "id"),
    "publicity": ("", "/publicity?size=1", "id"),
    "outcome": ("holder", "/outcomes?status=converted&size=1", "id"),
    "draft": ("holder", "/outcomes?status=draft&size=1", "id"),
    "submitted": ("operator", "/outcomes?status=submitted&size=1", "id"),
    "assessment": ("holder", "/assessments?status=issued&size=1", "id"),
    "reporting": ("operator", "/assessments?status=reporting&size=1", "id"),
    "running": ("operator", "/assessments?status=declaring&size=1", "id"),
    "introduction": ("holder", "/introductions?status=agreed&size=1", "id"),
    "talking": ("demander", "/introductions?status=established&size=1", "id"),
    "agreement": ("holder", "/agreements?status=signed&size=1", "id"),
    "project": ("holder", "/projects?size=1", "id"),
    "expert": ("operator", "/experts?size=1", "id"),
    "weights": ("operator", "/weight-sets?size=1", "id"),
    "collecting": ("operator", "/delphi-studies?status=collecting&size=1", "id"),
    "concluded": ("operator", "/delphi-studies?status=closed&size=1", "id"),
    "judging": ("expert", "/ahp-sheets?size=1", "id"),
    "rating": ("expert", "/delphi-tasks?size=1", "id"),
    "task": ("expert", "/panel-tasks", "id"),
    "evaluation": ("holder", "/evaluations?status=started&size=1", "id"),
    "group": ("orgadmin", "/work-groups?size=1", "id"),
    "evidence": ("holder", "/evidence-bases?sort=updated_at&size=1", "id"),
}


def find_ids(stage: Stage) -> dict[str, str]:
    """Ask the platform for one example of everything."""
    ids = {}
    for name, (who, path, key) in _FOUND.items():
        page = stage.window(who)
        answer = page.request.get(f"{stage.address}/api/v1{path}")
        items = answer.json().get("items", []) if answer.ok else []
        if items:
            ids[name] = str(items[0][key])
    ids["scoring"] = _first(stage, "expert", "/panel-tasks", "stage", "score")
    ids["double"] = _first(
        stage, "operator", "/assessments?status=preparing", "blindness", "double"
    )
    ids["met"] = _first(stage, "holder", "/assessments?status=issued", "mode", "meeting")
    evaluation = f"/evaluations/{ids['evaluation']}"
    ids["item"] = _first(stage, "holder", evaluation, "status", "collecting")
    return ids


def _first(stage: Stage, who: str, path: str, key: str, value: str) -> str:
    """Return the first row of a list that stands so."""
    answer = stage.window(who).request.get(f"{stage.address}/api/v1{path}")
    return next(str(row["id"]) for row in answer.json()["items"] if row[key] == value)


def fill(address: str, ids: dict[str, str]) -> str:
    """Return an address with its example filled in.

    Raises
    ------
    KeyError
        The demonstration has no such example.
    """
    return address.format(**ids)
