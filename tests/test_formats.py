"""Formats of cells: which of them show another number than the cell holds."""

from decimal import Decimal

import pytest

from generator.workbooks.formats import shows_otherwise


@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        ("1875", "General"),
        ("1875", "@"),
        ("1875", "0"),
        ("7", "00"),
        ("1875", "#,##0"),
        ("74.87", "0.00"),
        ("0.7487", "0.00%"),
        ("-5", "#,##0;[Red]-#,##0"),
        ("0", '0;-0;"-"0'),
        ("1875", '#,##0" người"'),
        ("1875", "#,##0\\ [$₫-42A]"),
        ("1875", '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-'),
        ("1875", "General;[Red]General"),
    ],
)
def test_a_format_that_shows_all_digits_is_none_to_ask_about(value: str, number_format: str) -> None:
    assert not shows_otherwise(Decimal(value), number_format)


@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        ("1875000", "#,##0,"),
        ("45000000", "0.0,,"),
        ("45", '0" triệu"'),
        ("45", "0\\ \\k"),
        ("12.7", "0"),
        ("0.7487", "0%"),
        ("1234567", "0.00E+00"),
        ("0.5", "# ?/?"),
        ("1875", ";;;"),
        ("1875", '"đã báo cáo"'),
        ("0", '0;-0;"chưa có"'),
    ],
)
def test_a_format_that_rounds_scales_hides_or_adds_a_word_is_asked_about(
    value: str, number_format: str
) -> None:
    assert shows_otherwise(Decimal(value), number_format)
