"""The page of a province, a district or a commune: history, headline figures, topics, checks.

Every observation of the unit stands in exactly one cell of a topic table and has its anchor there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator import text, urls
from generator.measures import Answer
from generator.model import Document, Observation, Organisation, Page, Period, TableFile, Unit
from generator.pages import words
from generator.pages.bridged import Regathered, Then, Today, regathered, then, today
from generator.pages.cited import Citation, citation
from generator.pages.dates import document_date, document_status
from generator.pages.figures import Figure, body_name, breakdown_name, figure, noun
from generator.pages.history import Beginning, Ending, beginning, ending
from generator.pages.ledger import LedgerRow, ledger_file, ledger_rows
from generator.pages.rendering import FrontMatter, page, release_of
from generator.pages.scene import Link, Scene, dated, span_of
from generator.pages.sections import Section, topic_sections
from generator.pages.subunits import SubUnits, commune_strip, sub_units
from generator.pages.tables import ChartSlot
from generator.pages.trail import breadcrumb_list, trail, unit_steps


@dataclass(frozen=True, slots=True)
class Key:
    """One headline figure: large, with what it counts, its period and its source."""

    figure: Figure
    noun: str
    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One figure in the lede and the words after it."""

    figure: Figure
    words: str


@dataclass(frozen=True, slots=True)
class Lede:
    """What the reader came for in a sentence: figures of one period."""

    period: str
    body: str  # the organisation that all figures are of; empty for all associations together
    clauses: tuple[Clause, ...]
    document_statuses: tuple[str, ...]  # of the documents that are not simply issued


@dataclass(frozen=True, slots=True)
class Body:
    """One organisation of the unit and how many figures it has here."""

    link: Link
    figures: int
    periods: str


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """One question of the form: the figures that answer it, or why there is none."""

    question: str
    required: bool
    figures: tuple[tuple[str, Figure], ...]  # the organisation's name where there are several
    missing: str | None


@dataclass(frozen=True, slots=True)
class FormAnswers:
    """One reporting form with the unit's answers."""

    form: Link
    level: str  # for which level it is made, in words
    fits: bool  # whether that is the level of the unit
    before: bool  # whether it asks about a time when there was no such unit
    answered: int
    questions: tuple[AnsweredQuestion, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One document of the unit: what it is, its status and date."""

    link: Link
    status: str
    date: str
    figures: int


@dataclass(frozen=True, slots=True)
class Checks:
    """The arithmetic of the unit: how many relations hold, and all of them."""

    held: int
    total: int
    failing: tuple[LedgerRow, ...]
    holding: tuple[LedgerRow, ...]
    csv: str


@dataclass(frozen=True, slots=True)
class UnitPage:
    """What `unit.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str
    name: str
    type_name: str  # in mid-sentence: `tỉnh`, `xã`
    badge: str
    lede: Lede | None
    ending: Ending | None
    beginning: Beginning | None
    then: Then | None
    today: tuple[Today, ...]
    regathered: Regathered | None
    keys: tuple[Key, ...]
    sections: tuple[Section, ...]
    bodies: tuple[Body, ...]
    sub_units: SubUnits | None
    strip: ChartSlot | None
    forms: tuple[FormAnswers, ...]
    sources: tuple[SourceLine, ...]
    checks: Checks | None
    rows_csv: str | None
    quality: str
    corrections: str
    revisions: int
    citation: Citation


def unit_page(scene: Scene, unit_id: str) -> Page:
    """Return the page of one unit."""
    unit = scene.unit(unit_id)
    observations = scene.figures(scene.register.observations_of.get(unit_id, ()))
    sections, charts = topic_sections(scene, observations)
    strip = commune_strip(scene, unit_id)
    steps = trail(scene, *unit_steps(scene, unit_id))
    context = UnitPage(
        trail=steps,
        here=dated(unit.full_name, unit),
        name=unit.full_name,
        type_name=_kind_of_place(unit),
        badge=_badge(unit),
        lede=_lede(scene, unit_id),
        ending=ending(scene, unit),
        beginning=beginning(scene, unit),
        then=then(scene, unit),
        today=today(scene, unit),
        regathered=regathered(scene, unit),
        keys=_keys(scene, unit_id),
        sections=sections,
        bodies=_bodies(scene, unit, observations),
        sub_units=sub_units(scene, unit_id),
        strip=None if strip is None else ChartSlot(len(charts), strip.title, strip.source),
        forms=_forms(scene, unit_id),
        sources=_sources(scene, unit_id, observations),
        checks=_checks(scene, unit_id),
        rows_csv=scene.to(urls.unit_rows(unit)) if observations else None,
        quality=scene.to(urls.QUALITY),
        corrections=scene.to(urls.CORRECTIONS),
        revisions=sum(1 for revision in scene.register.revisions if revision.unit_id == unit_id),
        citation=citation(scene, unit_title(scene, unit)),
    )
    files = _files(scene, unit_id, sections)
    drawn = charts if strip is None else (*charts, strip)
    return page(scene.address, "unit.md.j2", context, _front(scene, unit, steps, observations), drawn, files)


def unit_title(scene: Scene, unit: Unit) -> str:
    """Return the page's title: name, where it lies, and its span of validity."""
    above = [words.lowered(one.full_name) for one in reversed(tuple(scene.ancestors(unit.unit_id)))]
    return dated(", ".join([unit.full_name, *above]), unit)


def _kind_of_place(unit: Unit) -> str:
    """Return the short word before the name: `tỉnh`, `thành phố`, `xã`."""
    return unit.full_name.removesuffix(unit.name).strip().lower()


def _badge(unit: Unit) -> str:
    span = span_of(unit)
    return unit.type if span is None else f"{unit.type} · {span}"


# Figures --------------------------------------------------------------------------------------


def _keys(scene: Scene, unit_id: str) -> tuple[Key, ...]:
    return tuple(_key(scene, one) for one in scene.figures(scene.measured.headlines.get(unit_id, ())))


def _key(scene: Scene, observation: Observation) -> Key:
    indicator = scene.register.indicators[observation.indicator_id]
    body = observation.organisation_id
    name = "" if body is None else scene.register.organisations[body].short_name
    members = ", ".join(scene.register.members[pair].name for pair in observation.breakdown)
    return Key(
        figure=figure(scene, observation),
        noun=noun(indicator),
        label=indicator.name,
        detail=" · ".join(part for part in (name, members) if part),
    )


def _lede(scene: Scene, unit_id: str) -> Lede | None:
    headlines = scene.figures(scene.measured.headlines.get(unit_id, ()))
    if not headlines:
        return None
    same = [one for one in headlines if one.period == headlines[0].period]
    documents = {scene.register.documents[one.document_id].status for one in same}
    bodies = {body_name(scene, one) for one in same}
    body = bodies.pop() if len(bodies) == 1 else ""
    return Lede(
        period=_when(same[0].period),
        body=body,
        clauses=tuple(Clause(figure(scene, one), _counted(scene, one, not body)) for one in same),
        document_statuses=tuple(sorted(documents - {"issued"})),
    )


def _when(period: Period) -> str:
    """Return a period as a sentence begins with it."""
    said = text.period(period)
    if period.is_year:
        return words.capitalised(said)
    return words.sentence("in_span" if "–" in said else "in_months", period=said)


def _counted(scene: Scene, observation: Observation, names_body: bool) -> str:
    """Return the words after a figure in the lede: what is counted, and of which part."""
    indicator = scene.register.indicators[observation.indicator_id]
    short = words.vocabulary()["counted"].get(indicator.indicator_id)
    if short is None:
        name = words.lowered(indicator.name)
        short = words.sentence("counted", noun=noun(indicator), name=name).strip()
    body = body_name(scene, observation) if names_body else ""
    detail = ", ".join(part for part in (body, breakdown_name(scene, observation)) if part)
    return f"{short} ({detail})" if detail else short


# Bodies, forms, sources, checks --------------------------------------------------------------


def _bodies(scene: Scene, unit: Unit, observations: Sequence[Observation]) -> tuple[Body, ...]:
    """Return the organisations that have figures here, in the official order."""
    own: dict[str, list[Observation]] = {}
    for observation in observations:
        if observation.organisation_id is not None:
            own.setdefault(observation.organisation_id, []).append(observation)
    named = [(scene.register.organisations[body], figures) for body, figures in own.items()]
    named.sort(key=lambda pair: pair[0].sort_order)
    return tuple(_body(scene, unit, body, figures) for body, figures in named)


def _body(scene: Scene, unit: Unit, body: Organisation, figures: Sequence[Observation]) -> Body:
    link = Link(body.name, scene.to(urls.organisation_in_unit(unit, body)))
    periods = sorted({one.period for one in figures})
    return Body(link, len(figures), ", ".join(text.period(period) for period in periods))


def _forms(scene: Scene, unit_id: str) -> tuple[FormAnswers, ...]:
    by_form: dict[str, list[Answer]] = {}
    for answer in scene.measured.answers.get(unit_id, ()):
        by_form.setdefault(answer.question.document_id, []).append(answer)
    return tuple(
        FormAnswers(
            form=scene.document_link(scene.register.documents[document_id]),
            level=words.lowered(words.word("level", answers[0].question.level)),
            fits=answers[0].question.level == scene.unit(unit_id).level,
            before=all(answer.missing == "unit_did_not_exist" for answer in answers),
            answered=sum(1 for answer in answers if answer.figure_ids),
            questions=tuple(_answered(scene, answer) for answer in answers),
        )
        for document_id, answers in by_form.items()
    )


def _answered(scene: Scene, answer: Answer) -> AnsweredQuestion:
    figures = [one for one in scene.figures(answer.figure_ids) if one.occurrence == 1]
    bodies: Mapping[str, Organisation] = scene.register.organisations
    return AnsweredQuestion(
        question=answer.question.question,
        required=answer.question.required,
        figures=tuple(
            (
                "" if one.organisation_id is None else bodies[one.organisation_id].short_name,
                figure(scene, one),
            )
            for one in figures
        ),
        missing=None if answer.missing is None else words.word("missing", answer.missing),
    )


def _sources(scene: Scene, unit_id: str, observations: Sequence[Observation]) -> tuple[SourceLine, ...]:
    """Return the documents that the unit's figures come from, and those about the unit."""
    counts: dict[str, int] = {}
    for observation in observations:
        counts[observation.document_id] = counts.get(observation.document_id, 0) + 1
    for document in scene.register.documents.values():
        if document.unit_id == unit_id:
            counts.setdefault(document.document_id, 0)
    documents = scene.register.documents
    return tuple(_source(scene, documents[name], count) for name, count in counts.items())


def _source(scene: Scene, document: Document, count: int) -> SourceLine:
    return SourceLine(
        link=scene.document_link(document),
        status=document_status(document),
        date=document_date(document),
        figures=count,
    )


def _checks(scene: Scene, unit_id: str) -> Checks | None:
    findings = scene.measured.findings_of_unit.get(unit_id, ())
    if not findings:
        return None
    return Checks(
        held=sum(1 for finding in findings if finding.holds),
        total=len(findings),
        failing=ledger_rows(scene, [finding for finding in findings if not finding.holds]),
        holding=ledger_rows(scene, [finding for finding in findings if finding.holds]),
        csv=scene.to(f"/data/{ledger_file(scene, 'kiem-tra', findings).path}"),
    )


def _files(scene: Scene, unit_id: str, sections: Sequence[Section]) -> tuple[TableFile, ...]:
    tables = [table.file for section in sections for table in section.tables if table.file is not None]
    findings = scene.measured.findings_of_unit.get(unit_id, ())
    return (*tables, *([ledger_file(scene, "kiem-tra", findings)] if findings else []))


# Front matter ---------------------------------------------------------------------------------


def _front(
    scene: Scene, unit: Unit, steps: tuple[Link, ...], observations: Sequence[Observation]
) -> FrontMatter:
    title = unit_title(scene, unit)
    above = tuple(scene.ancestors(unit.unit_id))
    return FrontMatter(
        title=title,
        description=_description(scene, unit, title, len(observations)),
        kind="unit",
        search_alias=_alias(scene, unit),
        search_names=", ".join(_other_names(scene, unit)),
        search_weight="10" if observations else "6",
        search_level=words.word("level", unit.level),
        search_place=(above[0] if above else unit).full_name,
        jsonld=_dataset(scene, unit, title) if unit.level == "tinh" else breadcrumb_list(steps, title),
        published=release_of(scene.register),
    )


def _description(scene: Scene, unit: Unit, title: str, count: int) -> str:
    if not count:
        return words.sentence("unit_without_figures", title=title)
    headlines = scene.figures(scene.measured.headlines.get(unit.unit_id, ()))
    shown = "; ".join(
        f"{scene.register.indicators[one.indicator_id].name}: {figure(scene, one).words}" for one in headlines
    )
    return words.sentence("unit_description", title=title, figures=shown, count=count)


def _other_names(scene: Scene, unit: Unit) -> list[str]:
    """Return names a reader may type instead: those of the units that this one came from."""
    changes = scene.register.predecessors.get(unit.unit_id, ())
    former = [scene.unit(change.from_unit_id).full_name for change in changes]
    return [name for name in dict.fromkeys([unit.name, *former]) if name != unit.full_name]


def _alias(scene: Scene, unit: Unit) -> str:
    names = [unit.full_name, *_other_names(scene, unit)]
    return " ".join(dict.fromkeys([*map(text.fold, names), unit.code]))


def _dataset(scene: Scene, unit: Unit, title: str) -> str:
    """Return the page as a schema.org Dataset: what it is about and where its CSV lies."""
    has_rows = unit.unit_id in scene.register.observations_of
    dataset: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": title,
        "description": words.sentence("dataset_description", title=title),
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "spatialCoverage": {"@type": "Place", "name": unit.full_name},
    }
    if has_rows:
        dataset["distribution"] = [
            {
                "@type": "DataDownload",
                "encodingFormat": "text/csv",
                "contentUrl": scene.to(urls.unit_rows(unit)),
            }
        ]
    return text.to_script_json(dataset)
