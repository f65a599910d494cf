"""The site that the one of the kept folder is compared with."""

from tests.site.conftest import in_full

__all__ = ["in_full"]
