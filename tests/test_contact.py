"""Where readers report an error: a form, an e-mail address, or both; anything else is refused."""

import pytest

from generator import urls
from generator.errors import SettingError
from generator.site.contact import Contact, contact_of

FORM, MAIL = "https://vi.du/moi?mau=sai", "ban@vi.du"


@pytest.mark.parametrize(
    ("said", "contact"),
    [
        ("", Contact()),
        (MAIL, Contact(mail=MAIL)),
        (FORM, Contact(form=FORM)),
        (f"{MAIL}, {FORM}", Contact(FORM, MAIL)),
    ],
)
def test_a_form_an_e_mail_address_or_both_are_understood(said, contact):
    assert contact_of(said) == contact
    assert bool(contact) is bool(said)


@pytest.mark.parametrize(
    "said",
    ["ban@vi", "javascript:alert(1)", "https://a.vn/#b", f"{MAIL} a@b.vn", f"{FORM} {FORM}", "a b@c.vn?x=1"],
)
def test_anything_else_is_refused(said):
    with pytest.raises(SettingError, match="contact-unusable"):
        contact_of(said)


def test_a_form_and_a_letter_carry_page_figure_and_release():
    assert urls.report_form(FORM, "/so/a/", "a", "2026-11").endswith(
        "?mau=sai&address=%2Fso%2Fa%2F&figure=a&release=2026-11"
    )
    assert urls.report_form("https://vi.du/", "/", "a", "b").startswith("https://vi.du/?address=")
    assert (
        urls.report_mail(MAIL, "Báo lỗi", "a & b")
        == "mailto:ban@vi.du?subject=B%C3%A1o%20l%E1%BB%97i&body=a%20%26%20b"
    )
