"""A course to build as YAML: every text in double quotes with JSON's escapes, so that no text can be anything else."""
from __future__ import annotations

import json
import re

from generator.render.office_zip import clean
from generator.view.collect_course import Course

_ESCAPED = re.compile("[\u007f-\u009f\u2028\u2029\ufeff]")  # YAML takes them for breaks, or not at all


def course_yaml(course: Course) -> bytes:
    """The file."""
    lines = [
        f"title: {_quoted(course.title)}", f"learners: {_quoted(course.learners)}", f"class_size: {course.class_size}",
        *_list("practices", course.practices), *_list("why", course.why),
    ]
    return ("\n".join(lines) + "\n").encode()


def _list(name: str, texts: tuple[str, ...]) -> list[str]:
    return [f"{name}:", *(f"  - {_quoted(text)}" for text in texts)] if texts else [f"{name}: []"]


def _quoted(text: str) -> str:
    return _ESCAPED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(clean(text), ensure_ascii=False))
