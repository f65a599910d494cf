"""The page of one figure: what it says, of whom, where it is from, what was changed, what it is part of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from generator import text, urls
from generator.language import VIETNAMESE
from generator.measures import Finding
from generator.model import Observation
from generator.pages.blocks.arithmetic import ledger_row, stated_subject
from generator.pages.blocks.breadcrumbs import trail, unit_steps
from generator.pages.blocks.citation import Citation, citation, origin_of
from generator.pages.blocks.figure_history import (
    ChangeInWords,
    changes_of,
    first_in_words,
    is_later,
    told_change,
)
from generator.pages.blocks.json_ld import of_figure
from generator.pages.blocks.revisions import told_once
from generator.pages.kinds.figure_json import figure_json
from generator.pages.kinds.indicator import kind_of, sums_of
from generator.pages.view import words
from generator.pages.view.amounts import limit, with_noun
from generator.pages.view.context import Context, Link, unit_title
from generator.pages.view.dates import document_date, document_status
from generator.pages.view.figure import Figure, figure, whole_of
from generator.pages.view.periods import is_until, period_of
from generator.pages.view.rendering import FrontMatter, page, release_of
from generator.pages.view.subjects import kind_of_check, subject
from generator.products import Page


class Check(Struct, frozen=True):
    """One check that the figure takes part in: which part it has, how it came out, where that stands."""

    link: Link
    verdict: str
    fails: bool


class FigurePage(Struct, frozen=True):
    """What `figure.md.j2` receives."""

    trail: tuple[Link, ...]
    here: str  # what is counted, in full
    figure: Figure
    place: str  # the unit and where it lies
    row: str  # where the figure stands among those of its unit
    days: str | None  # the first and the last day of what a period counted, where its name leaves them out
    basis: str | None  # what the period rests on, where the source does not state it
    printed: str | None
    bound: str | None  # what the bound means
    whole: str | None  # out of how many it is, where the figure itself is the numerator
    organisation: Link | None
    breakdown: tuple[tuple[str, str], ...]  # dimension and member
    indicator: Link
    definition: str
    kind: str
    sums: tuple[str, ...]
    document_about: tuple[str, ...]  # status and date
    first: str | None  # the first release that has it, and whether under another id
    changes: tuple[ChangeInWords, ...]
    checks: tuple[Check, ...]
    citation: Citation
    script: str  # which marks the figure on other people's pages
    reports: tuple[Link, ...]  # where to tell that the figure is wrong
    report_help: str
    json: str  # the figure for software


def figure_page(context: Context, figure_id: str) -> Page:
    """Return the page of one figure, with all that is known of it as JSON beside it."""
    register = context.register
    observation = register.observations[figure_id]
    unit, indicator = context.unit(observation.unit_id), register.indicators[observation.indicator_id]
    document = register.documents[observation.document_id]
    body = observation.organisation_id
    place = unit_title(context, unit)
    shown, title = figure(context, observation), _title(context, observation, place)
    about = (document_status(document), document_date(document))
    content = FigurePage(
        trail=(*trail(context, *unit_steps(context, unit.unit_id)), context.dated_unit_link(unit.unit_id)),
        here=subject(context, observation),
        figure=shown,
        place=place,
        row=context.to(urls.figure_row(unit, observation)),
        days=_days(context, observation),
        basis=words.group("period_basis").get(observation.period_basis),
        printed=words.maybe_as_written(observation.value_text),
        bound=words.group("bound_meaning").get(limit(observation) or ""),
        whole=whole_of(observation),
        organisation=None if body is None else context.organisation_link(register.organisations[body]),
        breakdown=_breakdown(context, observation),
        indicator=context.indicator_link(indicator),
        definition=indicator.definition,
        kind=kind_of(indicator),
        sums=sums_of(indicator),
        document_about=tuple(filter(None, about)),
        first=first_in_words(context, observation),
        changes=tuple(
            told_change(context, one, observation) for one in told_once(changes_of(context, observation))
        ),
        checks=_checks(context, observation),
        citation=citation(
            context, title, is_later(context, observation), origin=origin_of(context, observation)
        ),
        script=context.full(urls.EMBED),
        reports=tuple(_reports(context, figure_id)),
        report_help=context.to(f"{urls.ABOUT}#bao-loi"),
        json=context.to(_json_of(figure_id)),
    )
    front = FrontMatter(
        title=title,
        description=words.sentence("figure_description", document=document.title, place=observation.locator),
        kind="figure",
        jsonld=of_figure(context, observation, title),
        figure=figure_id,
        published=release_of(register),
    )
    made = page(context.address, content, front)
    if context.language != VIETNAMESE:
        return made
    return replace(made, facts=((_json_of(figure_id).lstrip("/"), figure_json(context, observation)),))


def _json_of(figure_id: str) -> str:
    return f"{urls.figure_page(figure_id)}{urls.FIGURE_DATA}"


def _reports(context: Context, figure_id: str) -> Iterator[Link]:
    """Yield a form and a letter that name page, figure and release."""
    release = release_of(context.register) or ""
    facts = {"address": context.full(context.address), "figure": figure_id, "release": release}
    if context.site.form is not None:
        yield Link(words.word("report", "form"), urls.report_form(context.site.form, *facts.values()))
    if context.site.mail is not None:
        subject, body = (words.sentence(name, **facts) for name in ("report_subject", "report_body"))
        name = words.word("report", "mail")
        alone = context.site.form is None
        yield Link(
            words.capitalised(name) if alone else name, urls.report_mail(context.site.mail, subject, body)
        )


def _title(context: Context, observation: Observation, place: str) -> str:
    indicator = context.register.indicators[observation.indicator_id]
    if observation.missing is not None:
        stated = words.word("missing", observation.missing)
    else:
        stated = with_noun(observation, indicator)
    name, period = subject(context, observation), period_of(context, observation)
    said = words.sentence("figure_title", name=name, figure=stated, place=words.lowered(place), period=period)
    repeated = observation.occurrence > 1
    return words.sentence("figure_again", title=said, place=observation.locator) if repeated else said


def _days(context: Context, observation: Observation) -> str | None:
    """Return the days of a period in which something was counted; what there is at a time has one day."""
    kind, period = context.register.indicators[observation.indicator_id].kind, observation.period
    if kind in ("stock", "completeness") or is_until(context, observation) or period.is_day:
        return None
    return None if text.tells_days(period) else f"{text.day(period.start)}–{text.day(period.end)}"


def _breakdown(context: Context, observation: Observation) -> tuple[tuple[str, str], ...]:
    members = (context.register.members[pair] for pair in observation.breakdown)
    return tuple((one.dimension_name, one.name) for one in members)


def _checks(context: Context, observation: Observation) -> tuple[Check, ...]:
    findings = context.measured.findings_of_figure.get(observation.figure_id, ())
    checks = tuple(_check(context, observation, finding) for finding in findings)
    alike = Counter(one.link.text for one in checks)
    return tuple(
        one if alike[one.link.text] == 1 else _with_parts(context, one, finding)
        for one, finding in zip(checks, findings, strict=True)
    )


def _with_parts(context: Context, check: Check, finding: Finding) -> Check:
    """Return a check that reads like another one with what it adds up or compares."""
    parts = ledger_row(context, finding).parts
    sign = " + " if finding.kind in ("sum", "parts") else "; "
    added = sign.join(one.words for one in parts)
    said = words.sentence("check_of_parts", check=check.link.text, parts=added)
    return replace(check, link=replace(check.link, text=said))


def _check(context: Context, observation: Observation, finding: Finding) -> Check:
    is_stated, kind = finding.states(observation.figure_id), kind_of_check(context, finding)
    other = stated_subject(context, finding)
    if kind == "comparison" and is_stated:
        other = subject(context, context.register.observations[finding.figure_ids[-1]])
    name = words.sentence(
        f"check_{kind}_{'stated' if is_stated else 'term'}",
        subject=words.within_quotes(other),
        this=_this(finding),
    )
    href = context.to(context.relation_address(finding.relation_id, finding.unit_id))
    return Check(Link(name, href), words.word("verdict", finding.verdict), finding.fails)


def _this(finding: Finding) -> str:
    """Return what is compared: the figure, a part of it, or it and others together."""
    part = finding.stated_term.part
    if part in words.group("part"):
        return words.sentence("this_part", part=words.word("part", part))
    return words.sentence("this_and_others" if finding.also_stated else "this_value")
