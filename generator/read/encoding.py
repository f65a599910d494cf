"""Bytes to text: UTF-8 with or without one byte order mark, and nothing else.

Other encodings are never decoded "to help": every byte string is valid in several of them.  They
are recognised only to tell the person what happened and what to save.  The old Vietnamese encodings
are told apart by how many everyday words of such reports appear when the bytes are read that way.
"""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from generator.problems import Fault
from generator.read.characters import are_everyday

SAMPLE = 200_000  # characters looked at when guessing
LOST_FROM = 3  # so many words with a question mark inside are no slip of the finger
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})

_EVERYDAY = """
    hội xã huyện tỉnh thành phố phường thị trấn người của và số năm phụ nữ đoàn viên chữ thập đỏ khuyến học
    tuổi bình báo cáo mặt trận tổ quốc nông dân cựu chiến liên hiệp công tác được các cấp tại kết quả tuyên
    truyền tổ chức mục phần trong đồng triệu tỷ lệ hộ gia đình chỉ tiêu thôn ủy nghị quyết định thông thị
    quy chế hướng dẫn kế hoạch luật đảng bộ nhân dân thanh niên phòng chống điểm biểu phụ lục trên dưới
"""
_WORDS = frozenset(_EVERYDAY.split())
# TCVN 5712-3 ("ABC", .VnTime fonts): the byte, as Windows-1252 shows it, and the letter it meant.
_TCVN3 = str.maketrans(
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
)
# VNI-Windows (.VNI fonts): a letter followed by a letter that carries the mark.
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_MARKS = {
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323", "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323", **_VNI_TONES,
}  # fmt: skip
_VNI_PAIR = re.compile(f"([AEOUYaeouyôöÔÖ])([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])")
_VNI_SINGLE = str.maketrans("ñÑôÔöÖæóòî", "đĐơƠưƯỉĩịỵ")

_WORD = re.compile(r"[^\W\d_]+")
_LOST = re.compile(r"""(?<![^\s,;"(])[^\s,;"/=&?]*[^\W\d_]\?+[^\W\d_A-Z][^\s,;"/=&]*""")  # not in an address
_NOT_VIETNAMESE = re.compile("[µ¶·¸¹¨»¼½¾®äåæçëîïñöøûüþÄÅÆÇËÎÏÑÖØÛÜÞß¡¤¥¦§©ª«¬\xad×÷]")
# What ends so has a tone in Vietnamese: "phô lôc" is "phụ lục" in TCVN3.
_TONELESS = re.compile(r"[âăêôơưÂĂÊÔƠƯ](?:ch?|p|t)\b")
# UTF-8 that was read as Windows-1252 and saved again: "á»™" is one ộ.
_MOJIBAKE = re.compile(r"(?:á[º»][\x80-¿Š-žŒœŸƒˆ˜–-™‹-€]|Ä[\x80-¿‘ƒ]|Æ[°¡]|Ã[\x80-¿Š-ž€-™]){1,}")


def decode(content: bytes) -> str | Fault:
    """Return the text without its byte order mark, or what the file is instead and what to do."""
    workbook = _workbook(content)
    if workbook is not None:
        return Fault("file-workbook", {"kind": workbook})
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or _looks_like_utf16(content):
        return Fault("encoding-utf16", {})
    content = content.removeprefix(BOM_UTF8)
    if content.startswith(BOM_UTF8):
        return Fault("encoding-double-bom", {})
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(content)
    return _lost(text) or _disguised(text) or text


OLD = ("windows-1258", "tcvn3", "vni")
"""The encodings that a file is converted from on request."""


def converted(content: bytes, old: str) -> str:
    """Return the text of a file in an old encoding, which somebody who saw a sample of it has named."""
    if old == "windows-1258":
        return unicodedata.normalize("NFC", content.decode("cp1258", "replace"))
    as_shown = _as_shown(content)
    return _from_vni(as_shown) if old == "vni" else as_shown.translate(_TCVN3)


def _as_shown(content: bytes) -> str:
    """Return what Windows shows of a file, which may have been saved as UTF-8 as it looked."""
    try:
        return content.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        return _as_windows_shows(content)


def text_of(content: bytes) -> str | Fault:
    """Return the text also where the encoding is another one that leaves no doubt: UTF-16 with its mark."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            return Fault("encoding-utf16", {})
    while content.startswith(BOM_UTF8 * 2):
        content = content.removeprefix(BOM_UTF8)
    return decode(content)


def _workbook(content: bytes) -> str | None:
    """Return the ending that a workbook under another name ought to have."""
    if content.startswith(b"PK\x03\x04"):
        return ".ods" if b"opendocument" in content[:200] else ".xlsx"
    return ".xls" if content.startswith(b"\xd0\xcf\x11\xe0") else None


def _lost(text: str) -> Fault | None:
    """Recognise letters that an encoding without them turned into question marks: `m?c` was `mục`."""
    words = _LOST.findall(text) if "?" in text else []
    return Fault("encoding-letters-lost", {"found": words[0]}) if len(words) >= LOST_FROM else None


def _looks_like_utf16(content: bytes) -> bool:
    """Say whether every other byte of the beginning is zero, as in UTF-16 without its mark."""
    head = content[:200]
    return len(head) > 3 and max(head[::2].count(0), head[1::2].count(0)) > len(head) // 3


def _legacy(content: bytes) -> Fault:
    """Explain bytes that are not UTF-8 by the reading that gives most everyday words."""
    sample = content[:SAMPLE]
    as_shown = _as_windows_shows(sample)
    lost = _lost(as_shown)
    if lost is not None:
        return lost
    candidates = {
        "encoding-windows-1258": unicodedata.normalize("NFC", sample.decode("cp1258", "replace")),
        "encoding-tcvn3": as_shown.translate(_TCVN3),
        "encoding-vni": _from_vni(as_shown),
    }
    scores = {code: _score(text) for code, text in candidates.items()}
    best = max(scores, key=lambda code: scores[code])
    if not scores[best]:
        return Fault("encoding-unknown", {})
    return Fault(best, _example(candidates[best]))


def _disguised(text: str) -> Fault | None:
    """Recognise UTF-8 whose letters are those of another encoding, saved as they looked."""
    is_toneless = _TONELESS.search(text) is not None
    if are_everyday(text) and not is_toneless:
        return None
    garbled = _MOJIBAKE.search(text)
    if garbled is not None:
        word = _word_around(text, garbled.start(), garbled.end())
        return Fault("encoding-mojibake", {"found": word, "meant": _ungarbled(word)})
    if not is_toneless and not _NOT_VIETNAMESE.search(text):
        return None
    sample = text[:SAMPLE]
    candidates = {
        "encoding-tcvn3": sample.translate(_TCVN3),
        "encoding-vni": _from_vni(sample),
    }
    scores = {code: _score(candidate) for code, candidate in candidates.items()}
    best = max(scores, key=lambda code: scores[code])
    if scores[best] <= max(1, _score(sample)):
        return None
    return Fault(best, _example(candidates[best]))


def _as_windows_shows(content: bytes) -> str:
    return "".join(
        bytes([byte]).decode("cp1252", "replace") if 0x80 <= byte < 0xA0 else chr(byte) for byte in content
    )


def _from_vni(text: str) -> str:
    """Return what a VNI font shows, in Unicode."""
    joined = _VNI_PAIR.sub(_vni_letter, text)
    return unicodedata.normalize("NFC", joined.translate(_VNI_SINGLE))


def _vni_letter(pair: re.Match[str]) -> str:
    letter = pair[1].translate(_VNI_SINGLE)
    return unicodedata.normalize("NFC", letter + _VNI_MARKS[pair[2].lower()])


def _score(text: str) -> int:
    """Count everyday Vietnamese words with a mark; words in plain ASCII prove nothing."""
    return sum(word in _WORDS for word in _marked_words(text))


def _marked_words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text) if not word.isascii()]


def _example(text: str) -> dict[str, str]:
    known = next(word for word in _WORD.findall(text) if not word.isascii() and word.lower() in _WORDS)
    return {"meant": known}


def _word_around(text: str, start: int, end: int) -> str:
    """Return the word, as the reader sees it, that a garbled letter stands in."""
    left = max(text.rfind(sign, 0, start) for sign in ' ,;"\r\n') + 1
    stops = [place for sign in ' ,;"\r\n' if (place := text.find(sign, end)) >= 0]
    return text[left : min(stops, default=len(text))]


def _ungarbled(word: str) -> str:
    """Return the word that was meant; the word itself if that cannot be told."""
    raw = b"".join(_byte_shown(sign) for sign in word)
    return raw.decode("utf-8", "replace")


def _byte_shown(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return chr(ord(sign) & 0xFF).encode("latin-1") if ord(sign) < 0x100 else sign.encode()
