"""The page of one figure: what it says, of whom, where it is from, what was changed, what it is part of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator import text, urls
from generator.measures import Finding
from generator.model import Observation
from generator.pages import words
from generator.pages.cited import Citation, citation
from generator.pages.datasets import of_figure
from generator.pages.dates import document_date, document_status
from generator.pages.figure_facts import figure_json
from generator.pages.figures import Figure, figure, period_of, subject, with_noun
from generator.pages.indicators import sums_of
from generator.pages.published import Told, changes_of, dated_release, first_release, is_later, told_change
from generator.pages.rendering import FrontMatter, page, release_of
from generator.pages.scene import Link, Scene, unit_title
from generator.pages.trail import trail, unit_steps
from generator.products import Page


@dataclass(frozen=True, slots=True)
class Check:
    """One check that the figure takes part in: which part it has, how it came out, where that stands."""

    link: Link
    verdict: str
    fails: bool


@dataclass(frozen=True, slots=True)
class FigurePage:
    """What `figure.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str  # what is counted, in full
    figure: Figure
    place: str  # the unit and where it lies
    row: str  # where the figure stands among those of its unit
    days: str  # the first and the last day of the period
    basis: str | None  # what the period rests on, where the source does not state it
    printed: str | None
    bound: str | None  # what the bound means
    organisation: Link | None
    breakdown: tuple[tuple[str, str], ...]  # dimension and member
    indicator: Link
    definition: str
    kind: str
    sums: tuple[str, ...]
    document_about: str  # status and date
    first: str | None  # the first release that has it
    changes: tuple[Told, ...]
    checks: tuple[Check, ...]
    citation: Citation
    script: str  # which marks the figure on other people's pages
    reports: tuple[Link, ...]  # where to tell that the figure is wrong
    report_help: str


def figure_page(scene: Scene, figure_id: str) -> Page:
    """Return the page of one figure, with all that is known of it as JSON beside it."""
    register = scene.register
    observation = register.observations[figure_id]
    unit, indicator = scene.unit(observation.unit_id), register.indicators[observation.indicator_id]
    document = register.documents[observation.document_id]
    body = observation.organisation_id
    place = unit_title(scene, unit)
    shown, title = figure(scene, observation), _title(scene, observation, place)
    about = (document_status(document), document_date(document))
    first = first_release(scene, observation)
    context = FigurePage(
        trail=(*trail(scene, *unit_steps(scene, unit.unit_id)), scene.dated_unit_link(unit.unit_id)),
        here=subject(scene, observation),
        figure=shown,
        place=place,
        row=scene.to(urls.figure_row(unit, observation)),
        days=f"{text.day(observation.period.start)}–{text.day(observation.period.end)}",
        basis=words.vocabulary()["period_basis"].get(observation.period_basis),
        printed=observation.value_text,
        bound=None if observation.qualifier is None else words.word("bound_meaning", observation.qualifier),
        organisation=None if body is None else scene.organisation_link(register.organisations[body]),
        breakdown=_breakdown(scene, observation),
        indicator=scene.indicator_link(indicator),
        definition=indicator.definition,
        kind=words.word("kind", indicator.kind),
        sums=sums_of(indicator),
        document_about=", ".join(filter(None, about)),
        first=None if first is None else dated_release(first),
        changes=tuple(told_change(scene, one, observation) for one in changes_of(scene, observation)),
        checks=_checks(scene, observation),
        citation=citation(scene, title, is_later(scene, observation)),
        script=scene.full(urls.EMBED),
        reports=tuple(_reports(scene, figure_id)),
        report_help=scene.to(f"{urls.ABOUT}#bao-loi"),
    )
    front = FrontMatter(
        title=title,
        description=words.sentence("figure_description", document=document.title, place=observation.locator),
        kind="figure",
        jsonld=of_figure(scene, observation, title),
        figure=figure_id,
        published=release_of(register),
    )
    made = page(scene.address, "figure.md.j2", context, front)
    facts = f"{scene.address.lstrip('/')}{urls.FIGURE_DATA}", figure_json(scene, observation)
    return replace(made, facts=(facts,))


def _reports(scene: Scene, figure_id: str) -> Iterator[Link]:
    """Yield a form and a letter that name page, figure and release."""
    release = release_of(scene.register) or ""
    facts = {"address": scene.full(scene.address), "figure": figure_id, "release": release}
    if scene.site.form is not None:
        yield Link(words.word("report", "form"), urls.report_form(scene.site.form, *facts.values()))
    if scene.site.mail is not None:
        subject, body = (words.sentence(name, **facts) for name in ("report_subject", "report_body"))
        name = words.word("report", "mail")
        alone = scene.site.form is None
        yield Link(
            words.capitalised(name) if alone else name, urls.report_mail(scene.site.mail, subject, body)
        )


def _title(scene: Scene, observation: Observation, place: str) -> str:
    indicator = scene.register.indicators[observation.indicator_id]
    if observation.missing is not None:
        stated = words.word("missing", observation.missing)
    else:
        stated = with_noun(observation, indicator)
    name, period = subject(scene, observation), period_of(scene, observation)
    said = words.sentence("figure_title", name=name, figure=stated, place=place, period=period)
    repeated = observation.occurrence > 1
    return words.sentence("figure_again", title=said, place=observation.locator) if repeated else said


def _breakdown(scene: Scene, observation: Observation) -> tuple[tuple[str, str], ...]:
    members = (scene.register.members[pair] for pair in observation.breakdown)
    return tuple((one.dimension_name, one.name) for one in members)


def _checks(scene: Scene, observation: Observation) -> tuple[Check, ...]:
    findings = scene.measured.findings_of_figure.get(observation.figure_id, ())
    return tuple(_check(scene, observation, finding) for finding in findings)


def _check(scene: Scene, observation: Observation, finding: Finding) -> Check:
    stated = scene.register.observations[finding.stated_term.figure_id]
    role = "stated" if stated is observation else "term"
    name = words.sentence(f"check_{finding.kind}_{role}", subject=words.within_quotes(subject(scene, stated)))
    href = scene.to(scene.relation_address(finding.relation_id, finding.unit_id))
    return Check(Link(name, href), words.word("verdict", finding.verdict), finding.fails)
