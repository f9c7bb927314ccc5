"""The base of every record: frozen, no unknown keys, each text field marked with what its words are.

YAML scalars arrive as the text that was typed (see read/yaml_text.py); the types here convert them.
Attribute docstrings are Chinese: they become the descriptions in schemas/*.schema.json.
"""
from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.fields import FieldInfo

SCHEMA_VERSION = 1
ID_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
ID_MAX = 48
RESERVED_IDS = frozenset(
    {"common", "courses", "con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
OTHER_PAGES = re.compile("index$|(?:form|checklist|teaching)-")  # names of pages beside the practices of a case
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


class Words(StrEnum):
    """What the words of a text field are; the figure check and the renderers go by it."""

    RECORD = "record"  # what the source tells: each figure is a metric of the case
    ADVICE = "advice"  # what the editors advise: numerals are free, a source's figure is not
    NAME = "name"  # names and headings: figures as in RECORD, short
    VERBATIM = "verbatim"  # the source's own words, short, proved by `casebook verify`
    PLAIN = "plain"  # bibliography, search words and the like: no figure rule


class Record(BaseModel):
    """A frozen record without unknown keys."""

    # built when first used: most commands meet only some kinds of file
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, validate_default=False, defer_build=True)


class File(Record):
    """A record that is one YAML file."""

    schema_version: Annotated[int, Field(alias="schema", ge=SCHEMA_VERSION, le=SCHEMA_VERSION)] = SCHEMA_VERSION
    """文件格式版本，目前只有 1，可以不写。"""


def number(value: object) -> object:
    """Turn the text of a decimal number into int or float; leave anything else to be refused by its type."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return float(value) if "." in value else int(value)
    return value


def truth(value: object) -> object:
    """Turn the text true/false into bool; nothing else is a truth value."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _id(value: object) -> object:
    if isinstance(value, str) and value in RESERVED_IDS:
        raise ValueError("reserved id")
    return value


def _length(longest: int) -> FieldInfo:
    return Field(min_length=1, max_length=longest)


def _schema(longest: int) -> WithJsonSchema:
    """In an editor a plain 2016 is a number: both are welcome, the reader takes the text typed."""
    return WithJsonSchema({"type": ["string", "number"], "maxLength": longest})


RecordText = Annotated[str, Words.RECORD, _length(2000), _schema(2000)]
AdviceText = Annotated[str, Words.ADVICE, _length(2000), _schema(2000)]
NameText = Annotated[str, Words.NAME, _length(80), _schema(80)]
VerbatimText = Annotated[str, Words.VERBATIM, _length(200), _schema(200)]
PlainText = Annotated[str, Words.PLAIN, _length(2000), _schema(2000)]

CellText = Annotated[str, Words.ADVICE, Field(max_length=200), WithJsonSchema({"type": ["string", "number"], "maxLength": 200})]
"""A cell of a filled example; it may be empty."""

Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=ID_MAX), BeforeValidator(_id)]
Ref = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(/[a-z][a-z0-9]*(-[a-z0-9]+)*)?$", max_length=2 * ID_MAX + 1)]
"""`id` inside its own case, `case/id` elsewhere."""
FullRef = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*/[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=2 * ID_MAX + 1)]
SectionId = Annotated[str, Field(pattern=r"^s[0-9]+(\.[0-9]+)*$", max_length=24)]
Locator = Annotated[str, Field(pattern=r"^s[0-9]+(\.[0-9]+)*/[1-9][0-9]*(-[1-9][0-9]*)?$", max_length=32)]
"""`s2.1/3`: section s2.1, its third non-empty line (the heading's own is 1); `s2.1/3-5`: lines 3 to 5."""

Integer = Annotated[int, BeforeValidator(number), Field(ge=0, le=10**15)]
Number = Annotated[int | float, BeforeValidator(number)]
Flag = Annotated[bool, BeforeValidator(truth)]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
"""An ISO day, YYYY-MM-DD."""
Moment = Annotated[str, Field(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"), WithJsonSchema({"type": ["string", "number"]})]
"""A year, month or day: YYYY, YYYY-MM or YYYY-MM-DD."""


class Status(StrEnum):
    """原文怎样说的。"""

    DESCRIBED = "described"
    GOAL = "goal"
    RECOMMENDATION = "recommendation"
    CLAIM = "claim"


STATUS_LABEL = {
    Status.DESCRIBED: "做法",
    Status.GOAL: "目标",
    Status.RECOMMENDATION: "作者主张",
    Status.CLAIM: "成效自述",
}


class Statement(Record):
    """来源里的一句话，用自己的话转述，带出处。"""

    text: RecordText
    """转述的内容；数字必须是本案例 metrics.yaml 里的指标。"""
    at: Locator
    """出处，写成“节/第几段”，如 s2.1/4；一节的标题行算第 1 段。"""
    status: Status = Status.DESCRIBED
    """原文怎样说的：described 做法，goal 目标，recommendation 作者主张，claim 成效自述。"""
    source: Id | None = None
    """来源编号；只有一份来源时不写。"""


CautionKind = Literal["口径未说明", "两处写法不同", "相加或相除不一致"]


class Caution(Record):
    """引用提示：原文有说不清、对不上的地方，在数字旁边说明白。"""

    kind: CautionKind
    """三类之一：口径未说明、两处写法不同、相加或相除不一致。"""
    text: RecordText
    """说原文，不评价地方；最后写“引用时建议……”。"""
    metrics: tuple[Id, ...] = ()
    """这条提示涉及的指标编号；这些指标出现的地方都会带上它。"""
