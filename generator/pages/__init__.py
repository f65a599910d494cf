"""The pages of the site: how each is made from the record.

    kinds   a module a kind of page, or a few that belong together; `KINDS` names them all; codes,
            redirects, feeds and the data dictionary, too
    blocks  what pages are put together from
            tables, table_files, table_shapes (list_tables, indicator_columns, period_columns,
            cross_tables), figure_groups, totals                                    figures in tables
            chart, chart_slots, chart_titles, stories, trends,                      in pictures
            distributions, reach, tile_map, value_maps
            headlines, doubtful, telling, sections, arithmetic, reporting           and around them
            comparison, peers, per_head, siblings, spreads, bodies_compared         beside others
            unit_lineage, boundary_comparison, regrouping, sub_units,                 places over time
            province_parts, other_sources
            figure_history, figures_at_release, revisions, meaning_changes,           what else is known
            citation, organisation_status, document_relations, glossary
            fronts, breadcrumbs, json_ld, social_card, print_qr                       for what is around pages
    view    what every page and block needs: context  where the page stands: the record and the address
            its links start from; figure  an observation in words; amounts  values, with bound and noun;
            periods  periods, marked where no source states them; subjects  what it counts;
            words, dates, rendering, compiled; english_register  the same in English

In go the register, what was measured and the contract (for the data dictionary); out come
`products.Page` values.  `page_tasks.plan` says which pages there are; `make` makes any one of them alone, so
that the work can be spread over processes.
Where a chart goes, the text has `{chart:N}` on a line of its own; `{chart:N:svg}` stands for the
address of its file, seen from the page.  Braces in text from data
are escaped, so nothing else looks like these.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from generator import urls
from generator.language import ENGLISH, VIETNAMESE, speaking
from generator.measures import Measured
from generator.model import Redirect, Register
from generator.page_tasks import PageTask, plan
from generator.pages.blocks.glossary import with_terms
from generator.pages.kinds import KINDS
from generator.pages.kinds.corrections import with_feed
from generator.pages.kinds.dictionary import dictionary_page
from generator.pages.kinds.embed import EmbedTask, embed_page, plan_embeds
from generator.pages.kinds.feeds import feeds as feed_files
from generator.pages.kinds.page_json import json_beside
from generator.pages.kinds.redirects import moved_facts, moved_page
from generator.pages.kinds.unit_code import code_pages
from generator.pages.view import words
from generator.pages.view.context import NOWHERE, Context, Site
from generator.pages.view.english_register import in_language
from generator.products import LightPage, Page
from generator.schema import Contract

__all__ = [
    "KINDS",
    "EmbedTask",
    "PageTask",
    "Site",
    "at_codes",
    "dictionary_page",
    "embed",
    "feeds",
    "make",
    "moved",
    "moved_facts",
    "plan",
    "plan_embeds",
    "with_feed",
]


def feeds(
    province_id: str | None, register: Register, measured: Measured, site: Site
) -> Iterator[tuple[str, bytes]]:
    """Yield the feeds of the whole record, or of one province, by their path below the site."""
    unit = None if province_id is None else register.units[province_id]
    yield from feed_files(Context(register, measured, urls.feed(unit, ""), site), province_id)


def at_codes(
    province_id: str,
    register: Register,
    measured: Measured,
    site: Site = NOWHERE,
    language: str = VIETNAMESE,
) -> tuple[LightPage, ...]:
    """Return what stands at the codes of a province, and of the units in it."""
    with speaking(language):
        return tuple(code_pages(in_language(register, language), measured, site, province_id))


def moved(redirect: Redirect, register: Register, measured: Measured, site: Site = NOWHERE) -> str:
    """Return the HTML of one old address."""
    return moved_page(Context(register, measured, redirect.address, site), redirect)


def embed(task: EmbedTask, register: Register, measured: Measured, site: Site = NOWHERE) -> Page:
    """Make one embed; its chart is that of the page that it is about."""
    language = urls.language_of(task.address)
    with speaking(language):
        return embed_page(Context(in_language(register, language), measured, task.address, site), task)


def make(
    task: PageTask, register: Register, measured: Measured, contract: Contract, site: Site = NOWHERE
) -> Page:
    """Make one page; the same input always gives the same text."""
    language = urls.language_of(task.address)
    context = Context(in_language(register, language), measured, task.address, site)
    kind = KINDS[task.kind]
    with speaking(language):
        made = kind.make(context, *task.ids, *((contract,) if kind.explains_contract else ()))
        if kind.terms is not None:
            made = replace(made, body=with_terms(context, made.body, names_only=kind.terms == "named"))
        signed = _signed(context, made)
    return _told(context, task, signed) if language == VIETNAMESE else _in_english(signed)


def _in_english(page: Page) -> Page:
    """Return the page as an English one, which leaves what is for machines to the Vietnamese one."""
    return replace(page, facts=(), front={**page.front, "lang": ENGLISH})


def _told(context: Context, task: PageTask, page: Page) -> Page:
    """Return the page with its figures as JSON, and a link to them in its head."""
    beside = json_beside(context, task.kind, task.ids)
    facts = page.facts
    if beside is not None:
        facts = (*facts, (f"{context.address.lstrip('/')}{urls.FIGURE_DATA}", beside))
    front = {"json": context.to(f"/{facts[0][0]}")} if facts else {}
    return replace(page, facts=facts, front={**page.front, **front})


def _signed(context: Context, page: Page) -> Page:
    """Return the page with charts that say in their files where they are from, if that can be said."""
    if context.site.url is None or not page.charts:
        return page
    origin = words.sentence("chart_origin", site=context.site.name, address=context.full(context.address))
    return replace(page, charts=tuple(replace(chart, origin=origin) for chart in page.charts))
