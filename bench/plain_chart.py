"""A bar chart as pyplot's manual teaches it: a new figure with a tight layout, saved as SVG, closed."""

from __future__ import annotations

from io import BytesIO

from generator.products import BarChart


def draw_plain(chart: BarChart) -> bytes:
    """Draw the bars with their labels and values; return an SVG file."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 4))
    bars = axes.barh([bar.label for bar in chart.bars], [float(bar.value) for bar in chart.bars])
    axes.bar_label(bars, [bar.text for bar in chart.bars])
    axes.invert_yaxis()
    axes.set_title(chart.title)
    figure.tight_layout()
    content = BytesIO()
    figure.savefig(content, format="svg")
    plt.close(figure)
    return content.getvalue()
