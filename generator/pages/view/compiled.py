"""How templates become code that does less: attributes are read directly, macros called directly.

A content has the attributes that its template names, or there is a fault of the program; so nothing need
look for an item of that name instead.  What the filter `html` gives is printed as it is.
"""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro

_MARKING = frozenset({"html", "markdown", "slug", "forms"})
"""Filters that give marked text and nothing else."""


class DirectCode(CodeGenerator):
    """Code for templates whose contents are objects."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name for it
        """Read an attribute as Python does."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not _is_marked(node):
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not _is_marked(node):
            super()._output_child_post(node, frame, finalize)


def _is_marked(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Filter) and node.name in _MARKING


class DirectCalls(Context):
    """A context that calls a macro without asking whether it is another callable."""

    def call(self, called: Any, *args: Any, **kwargs: Any) -> Any:
        """Return what a macro prints, or what any other callable returns."""
        if type(called) is not Macro:
            return super().call(called, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return called(*args, **kwargs)
