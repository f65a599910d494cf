"""How a page is cited: title, release, permanent address."""

from __future__ import annotations

from dataclasses import dataclass

from generator.pages.rendering import release_of
from generator.pages.scene import Scene


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation needs."""

    title: str
    release: str | None
    address: str  # below the site's root


def citation(scene: Scene, title: str) -> Citation:
    """Return how to cite the page of the scene."""
    return Citation(title, release_of(scene.register), scene.address)
