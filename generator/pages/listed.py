"""Lists: one row a figure (or one a figure stated several times), told apart by its label and detail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.model import Observation, Period
from generator.pages import words
from generator.pages.charted import RowKey, row_key
from generator.pages.figures import detail
from generator.pages.scene import Link, Scene
from generator.pages.tables import Column, Table, caption_of, common_of, id_of, row_of, table_of


def list_table(scene: Scene, figures: Sequence[Observation], names_bodies: bool) -> Table:
    """Return the figures of one topic, each under its indicator's name."""
    groups: dict[tuple[str, Period, RowKey], list[Observation]] = {}
    for observation in figures:
        key = (observation.indicator_id, observation.period, row_key(observation))
        groups.setdefault(key, []).append(observation)
    topic = scene.register.topics[scene.register.indicators[figures[0].indicator_id].topic]
    common = common_of(scene, figures)
    rows = tuple(
        replace(
            row_of(scene, common, label_of(scene, group[0]), False, [group], beside_name=True),
            detail=detail(scene, group[0], names_bodies),
        )
        for group in groups.values()
    )
    return table_of(
        scene,
        common,
        table_id=id_of(topic.topic_id.replace("_", "-"), max(figure.period for figure in figures)),
        caption=caption_of(scene, topic.name, figures),
        corner=words.word("heading", "indicator"),
        columns=(Column(Link(words.word("heading", "figure")), ""),),
        rows=rows,
        chart=None,
        shows_units=True,
    )


def flat_table(
    scene: Scene,
    labelled: Sequence[tuple[Link, str, Observation]],
    *,
    table_id: str,
    caption: str,
    corner: str,
) -> Table:
    """Return figures in the order given, each with its own label and detail.

    Those of one indicator stand below its name, those of several under theirs: either says what is counted.
    """
    figures = [observation for _, _, observation in labelled]
    common = common_of(scene, figures)
    rows = tuple(
        replace(row_of(scene, common, label, False, [[observation]], beside_name=True), detail=detail)
        for label, detail, observation in labelled
    )
    return table_of(
        scene,
        common,
        table_id=table_id,
        caption=caption_of(scene, caption, figures),
        corner=corner,
        columns=(Column(Link(words.word("heading", "figure")), ""),),
        rows=rows,
        chart=None,
        shows_units=True,
    )


def label_of(scene: Scene, observation: Observation) -> Link:
    return scene.indicator_link(scene.register.indicators[observation.indicator_id])
