"""From the plain data of a YAML file to a record of the model, or to problems that say in Chinese what is wrong.

Codes: K101 missing key, K102 unknown key, K103 wrong type, K104 value not among those allowed,
K105 wrong form (pattern, length, range), K106 a rule of the record itself, K107 unknown schema version.
"""
from __future__ import annotations

from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from generator.model.described import descriptions
from generator.model.problem import Problem
from generator.model.record import SCHEMA_VERSION, File
from generator.read.yaml_text import Spans, YamlFile

T = TypeVar("T", bound=File)
Loc = tuple[str | int, ...]

_OWN_RULES = {
    "step needs days or repeat": ("这一步没有写用时", "每一步都要说清多久", "加 days: 天数，或加 repeat: 多久一次"),
    "form needs columns or body": ("这张表没有栏也没有文字", "表要有 columns（栏）或 body（文字模板）", "加 columns 或 body"),
    "reserved id": ("这个编号是保留字", "common、courses 和 Windows 设备名不能做编号", "换一个编号"),
    "value must be a number": (
        "这一类指标的 value 应是数", "只有日期、固定叫法、覆盖说法、先后说法的 value 写文字", "只写半角数字，不带单位，万、亿展开"
    ),
}
_ID_RULE = ("不能做编号", "编号以小写英文字母开头，只用小写字母、数字和连字符", "改成拼音或英文，如 xinyuan-fenji")
_PATTERNS = {  # by the beginning of the pattern: what, why, mend
    "^[a-z][a-z0-9]*(-[a-z0-9]+)*/": ("不是完整的编号", "这里写 案例/编号", "如 dongguan/xinyuan-fenji"),
    "^[a-z]": _ID_RULE,
    "^s[0-9]+(\\.[0-9]+)*/": ("不是出处", "出处写 节/第几段，标题行算第 1 段", "如 s2.1/4 或 s2.1/4-5"),
    "^s[0-9]": ("不是节的编号", "节的编号写 s 加数字，用点分层", "如 s2.1"),
    "^[0-9]{4}-": ("不是日期", "日期写 年-月-日，用半角数字", "如 2026-01-05"),
    "^[0-9]{4}(": ("不是日期", "写 年、年-月 或 年-月-日，用半角数字", "如 2016-01"),
    "^[0-9a-f]{64}": ("不是 SHA-256", "64 位小写十六进制", "用 sha256sum 算出原文件的值"),
    "^[0-9]+\\.": ("不是版本号", "版本写成 1.0", "如 1.2"),
    "^[a-z0-9 ()": ("不是算式", "算式只有指标编号和 + - * / ( )", "如 own-money / town-money"),
    "^[A-Za-z0-9_.-]": ("不是文件名", "原文件名只用英文字母、数字、点、横线", "给原文件改名"),
}


def read_record(file: YamlFile, model: type[T]) -> T | tuple[Problem, ...]:
    """Return the record held by `file`, or every fault of its shape, each with its place."""
    version = file.data.get("schema", str(SCHEMA_VERSION))
    if version != str(SCHEMA_VERSION):
        return (
            Problem(
                file.spans.value(("schema",)), "K107", f"不认识的文件格式版本“{version}”",
                f"这个程序只认识版本 {SCHEMA_VERSION}", f"写 schema: {SCHEMA_VERSION}，或换用认识它的程序",
            ),
        )
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        problems: dict[tuple[object, ...], Problem] = {}
        faults = error.errors(include_url=False)
        for fault in faults:
            if not _follows(fault, faults):
                problem = _problem(file, model, fault)
                problems.setdefault((problem.where, problem.code), problem)
        return tuple(problems.values())


def read_quickly_as(data: dict[str, Any], model: type[T]) -> T | None:
    """The record, when the data holds one without fault; None when `read_record` must say what is wrong."""
    if data.get("schema", str(SCHEMA_VERSION)) != str(SCHEMA_VERSION):
        return None
    try:
        return model.model_validate(data)
    except ValidationError:
        return None


def _follows(fault: Any, faults: list[Any]) -> bool:
    """A list counts as too short when its items are refused: then only the items' own faults are told."""
    depth = len(fault["loc"])
    return fault["type"] == "too_short" and any(
        len(other["loc"]) > depth and other["loc"][:depth] == fault["loc"] for other in faults
    )


def _problem(file: YamlFile, model: type[File], fault: Any) -> Problem:
    kind, context = fault["type"], fault.get("ctx") or {}
    path = _path_in(file.data, fault["loc"])
    where = file.spans.value(path)
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    if kind == "missing":
        key = str(fault["loc"][-1])
        return Problem(where, "K101", f"缺少 {key}", _described(model, fault["loc"], key), f"加上 {key}: ……")
    if kind == "extra_forbidden":
        return _unknown_key(file.spans, model, path)
    if kind in ("literal_error", "enum"):
        return Problem(
            where, "K104", f"{name} 的值“{fault['input']}”不在允许的值中", "可用的值：" + _choices(context["expected"]), "改成其中一个",
        )
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        tag = context.get("discriminator", "'type'").strip("'")
        return Problem(
            where, "K104", f"{tag} 没有写，或者写了不认识的值“{context.get('tag', '')}”",
            "可用的值：" + _choices(context.get("expected_tags", "")), "改成其中一个",
        )
    if kind == "value_error":
        what, why, mend = _OWN_RULES.get(str(context.get("error")), (str(context.get("error")), "记录自身的规定", "照上面的话改"))
        return Problem(where, "K106", what, why, mend)
    if kind == "string_pattern_mismatch":
        pattern = context["pattern"]
        what, why, mend = next(rule for start, rule in _PATTERNS.items() if pattern.startswith(start))
        return Problem(where, "K105", f"{name} 的值“{_short(fault['input'])}”{what}", why, mend)
    if kind in _FORMS:
        what, why, mend = _FORMS[kind]
        return Problem(where, "K105", f"{name} {what}", why.format(**context), mend)
    return Problem(
        where, "K103", f"{name} 的值类型不对", "应为" + _TYPES.get(kind, "文档说明的类型"), _mend_type(kind, fault["input"]),
    )


_FORMS = {
    "string_too_long": ("太长", "最多 {max_length} 个字", "写短，或分成几条"),
    "string_too_short": ("是空的", "至少 {min_length} 个字", "补上内容，或删去这一行"),
    "too_short": ("的项太少", "至少 {min_length} 项", "补上缺的项"),
    "too_long": ("的项太多", "最多 {max_length} 项", "删去多的项"),
    "greater_than": ("太小", "应大于 {gt}", "改大"),
    "greater_than_equal": ("太小", "应不小于 {ge}", "改大"),
    "less_than": ("太大", "应小于 {lt}", "改小"),
    "less_than_equal": ("太大", "应不大于 {le}", "改小"),
}
_TYPES = {
    "string_type": "一段文字", "int_type": "整数", "int_parsing": "整数", "int_from_float": "整数", "float_type": "数字",
    "float_parsing": "数字", "bool_type": "true 或 false", "bool_parsing": "true 或 false", "tuple_type": "列表",
    "model_type": "一组“键： 值”", "model_attributes_type": "一组“键： 值”", "dict_type": "一组“键： 值”",
}


def _mend_type(kind: str, value: object) -> str:
    if kind == "tuple_type" and isinstance(value, str):
        return f"写成列表，如 [{_short(value)}]"
    if kind == "string_type" and isinstance(value, dict):
        return "写成一段文字；文字里有半角冒号加空格时，用引号括起来"
    if kind.startswith(("int", "float")):
        return "只写半角数字，不带单位，万、亿展开"
    return "照字段说明改"


def _unknown_key(spans: Spans, model: type[File], path: Loc) -> Problem:
    key = str(path[-1])
    allowed = _keys_at(model, path[:-1])
    near = get_close_matches(key, allowed, n=1)
    why = "这里可用的键：" + "、".join(allowed) if allowed else "这里不能有这个键"
    mend = f"是不是 {near[0]}？" if near else "删去，或改成可用的键；文字里的半角逗号、冒号要改成全角"
    return Problem(spans.key(path), "K102", f"不认识的键 {_short(key)}", why, mend)


def _path_in(data: Any, loc: Loc) -> Loc:
    """The part of pydantic's location that exists in the data: union tags and type names are skipped."""
    path: list[str | int] = []
    for part in loc:
        if (isinstance(data, dict) and part in data) or (isinstance(data, list) and isinstance(part, int) and part < len(data)):
            path.append(part)
            data = data[part]  # type: ignore[index]
    return tuple(path)


def _models_at(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_at(part)]


def _fields_at(model: type[BaseModel], path: Loc) -> list[type[BaseModel]]:
    models = [model]
    for part in path:
        if isinstance(part, str):
            models = [
                inner
                for outer in models
                for name, info in outer.model_fields.items()
                if (info.alias or name) == part
                for inner in _models_at(info.annotation)
            ]
    return models


def _keys_at(model: type[BaseModel], path: Loc) -> list[str]:
    names = [info.alias or name for found in _fields_at(model, path) for name, info in found.model_fields.items()]
    return list(dict.fromkeys(names))


def _described(model: type[BaseModel], loc: Loc, key: str) -> str:
    for found in _fields_at(model, tuple(part for part in loc[:-1])):
        if key in descriptions(found):
            return descriptions(found)[key]
    return f"{key} 必须写"


def _choices(expected: str) -> str:
    return "、".join(part.strip().strip("'") for part in expected.replace(" or ", ", ").split(","))


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 24 else text[:24] + "…"
