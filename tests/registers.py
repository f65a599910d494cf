"""Builders: a register in which a test says only what matters to it."""

from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from generator.model import (
    Document,
    DocumentRelation,
    Indicator,
    Member,
    Observation,
    Organisation,
    OrganisationStatus,
    Period,
    Question,
    Register,
    Relation,
    Revision,
    Term,
    Unit,
    UnitChange,
)
from generator.register_links import land, linked, of_land

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
DISTRICT_END = date(2025, 6, 30)

_INDICATOR = Indicator(
    "member_count", "Số hội viên", "Members", "…", "…", "membership", "hội viên", "stock",
    True, True, False, None, None, 0, None, 1, None, "so-hoi-vien",
)  # fmt: skip
_OBSERVATION = Observation(
    "f",
    "xa-00001",
    None,
    "member_count",
    (),
    YEAR,
    Decimal(1),
    None,
    None,
    None,
    None,
    "1",
    "report",
    "I",
    None,
)
_DOCUMENT = Document(
    "report", "báo cáo", None, None, None, "UBND xã", None, "Báo cáo", "Báo cáo", None, None, "issued",
    None, None, None,
)  # fmt: skip


_FORM = replace(
    _DOCUMENT, document_id="form", kind="mẫu báo cáo", period_start=YEAR.start, period_end=YEAR.end
)


def make_unit(unit_id: str, parent_id: str | None = None, **changes: object) -> Unit:
    level, code = unit_id.split("-")[:2]
    unit = Unit(unit_id, level, code, "xã", f"Tên {code}", parent_id, None, None, f"ten-{code}", None)
    return replace(unit, **changes)


def make_indicator(indicator_id: str = "member_count", **changes: object) -> Indicator:
    return replace(_INDICATOR, indicator_id=indicator_id, **changes)


def make_organisation(organisation_id: str, **changes: object) -> Organisation:
    body = Organisation(
        organisation_id, organisation_id, organisation_id, organisation_id, "association", "hội viên",
        (), "…", "…", 1, organisation_id,
    )  # fmt: skip
    return replace(body, **changes)


def make_observation(figure_id: str, value: str | None = "1", **changes: object) -> Observation:
    amount = None if value is None else Decimal(value)
    return replace(_OBSERVATION, figure_id=figure_id, value=amount, **{"value_text": value} | changes)


def make_document(document_id: str, **changes: object) -> Document:
    return replace(_DOCUMENT, document_id=document_id, short_title=document_id, **changes)


def make_member(dimension_id: str, member_id: str, **changes: object) -> Member:
    member = Member(dimension_id, dimension_id, dimension_id, member_id, member_id, member_id, 1)
    return replace(member, **changes)


def make_question(indicator_id: str | None = "member_count", **changes: object) -> Question:
    question = Question("form", "q", "Bao nhiêu?", indicator_id, (), "all", True, "form", "xa", 1)
    return replace(question, **changes)


def make_relation(kind: str, stated: str | Term, *terms: str | Term, **changes: object) -> Relation:
    points = [Term(term) if isinstance(term, str) else term for term in (stated, *terms)]
    relation = Relation(
        "relation",
        kind,
        "xa-00001",
        "report",
        "I",
        points[0],
        tuple(points[1:]),
        Decimal(0),
        "complete",
        None,
        None,
    )
    return replace(relation, **changes)


def revised(register: Register, *revisions: Revision) -> Register:
    """Return a register of which some changes are told."""
    return linked(replace(register, revisions=revisions))


def make_register(
    *observations: Observation,
    units: tuple[Unit, ...] = (),
    changes: tuple[UnitChange, ...] = (),
    indicators: tuple[Indicator, ...] = (),
    organisations: tuple[Organisation, ...] = (),
    relations: tuple[Relation, ...] = (),
    questions: tuple[Question, ...] = (),
    documents: tuple[Document, ...] = (),
    document_relations: tuple[DocumentRelation, ...] = (),
    organisation_status: tuple[OrganisationStatus, ...] = (),
    members: tuple[Member, ...] = (),
) -> Register:
    """Units that are only named by an observation are made up, as are indicators."""
    known = {unit.unit_id: unit for unit in units}
    for observation in observations:
        known.setdefault(observation.unit_id, make_unit(observation.unit_id))
    counted = {indicator.indicator_id: indicator for indicator in indicators}
    for observation in observations:
        counted.setdefault(observation.indicator_id, make_indicator(observation.indicator_id))
    return linked(
        Register(
            **of_land(land(known, changes)),
            organisations={body.organisation_id: body for body in organisations},
            topics={},
            indicators=counted,
            members={(member.dimension_id, member.member_id): member for member in members},
            documents={document.document_id: document for document in (_DOCUMENT, _FORM, *documents)},
            document_relations=document_relations,
            organisation_status=organisation_status,
            questions=questions,
            observations={observation.figure_id: observation for observation in observations},
            relations=relations,
            releases=(),
            revisions=(),
            redirects=(),
            data_digest="",
            observations_of=_grouped((figure.unit_id, figure.figure_id) for figure in observations),
        )
    )


def _grouped(pairs):  # type: ignore[no-untyped-def]
    groups: dict = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))
