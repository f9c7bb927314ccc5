"""The list of parts (CycloneDX 1.6, ECMA-424) of the program and its site: `make sbom`.

Made of generator/parts.py, from the locks and the packages' own metadata; compared with what cyclonedx-bom reads from the
same lock; validated by the schema of CycloneDX; made twice, and the same both times. No clock, no random number, no host.

    python -m tests.tools.sbom build/sbom.json
"""
from __future__ import annotations

import json
import subprocess
import sys
import tomllib
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from generator.model.problem import CasebookError
from generator.parts import Part, read_parts
from generator.write import write_file
from tests.tools.side_venv import provide

REPO = Path(__file__).resolve().parents[2]
LOCK = REPO / "requirements" / "site.txt"
FONTS: Final = ("pylopdf-fonts-zh-cn", "@fontsource/lxgw-wenkai")
MOST: Final = 60
VALIDATE: Final = """
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(sys.stdin.read())
if fault:
    sys.exit(str(fault))
"""


class ListRefused(RuntimeError):
    """The list is not what it must be; the text (Chinese) says why."""


def parts_list(parts: Sequence[Part], project: dict[str, Any]) -> bytes:
    """The list as JSON; the same parts give the same bytes. `project` is [project] of pyproject.toml."""
    own = f"pkg:generic/{project['name']}@{project['version']}"
    components = [_component(part) for part in sorted(parts, key=lambda part: (part.source, part.name))]
    body: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"component": {
            "type": "application", "bom-ref": own, "name": project["name"], "version": project["version"],
            "licenses": [{"expression": project["license"]}],
        }},
        "components": components,
        "dependencies": [{"ref": own, "dependsOn": [component["bom-ref"] for component in components]}],
    }
    named = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(body, sort_keys=True))  # the list's own name: of what it lists
    return (json.dumps({**body, "serialNumber": f"urn:uuid:{named}"}, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _component(part: Part) -> dict[str, Any]:
    address = f"pkg:{part.source}/{part.name.replace('@', '%40')}@{part.version}"
    group, _, name = part.name.rpartition("/")
    properties = [{"name": "casebook:lock-hash", "value": digest} for digest in sorted(part.hashes)]
    if part.inside:
        properties.append({"name": "casebook:inside-the-site", "value": part.inside})
    return {
        "type": "data" if part.name in FONTS else "library", "bom-ref": address, "purl": address,
        **({"group": group} if group else {}), "name": name, "version": part.version,
        "scope": "required" if part.inside else "excluded",
        "licenses": [{"expression": part.licence} if part.is_expression else {"license": {"name": part.licence}}],
        "properties": properties,
    }


def refuse_faults(content: bytes, read_by_other: dict[str, str], most: int = MOST) -> None:
    """Raise ListRefused when the list lacks what cyclonedx-bom (name → version) reads from the lock, or is too long."""
    listed = {row["name"]: row["version"] for row in json.loads(content)["components"] if row["purl"].startswith("pkg:pypi/")}
    if listed != read_by_other:
        differing = sorted(set(listed.items()) ^ set(read_by_other.items()))
        raise ListRefused(f"清单与锁定文件不一致：{differing[:6]}")
    if len(listed) > most:
        raise ListRefused(f"运行用的 Python 包 {len(listed)} 个，超过 {most} 个")


def _read_by_cyclonedx(tools: Path) -> dict[str, str]:
    command = [tools / "cyclonedx-py", "requirements", LOCK, "--output-reproducible", "--sv", "1.6"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=120).stdout)
    return {row["name"]: row["version"] for row in found["components"]}


def main(arguments: Sequence[str]) -> int:
    """Write the list; prints its figures in Chinese. 0 done, 1 refused, 3 a tool or package is missing."""
    place = Path(arguments[0])
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    try:
        parts = read_parts(REPO)
        content = parts_list(parts, project)
        if content != parts_list(read_parts(REPO), project):
            raise ListRefused("做两次，内容不一样")
        tools = provide("audit")
        refuse_faults(content, _read_by_cyclonedx(tools))
        checked = subprocess.run([tools / "python", "-c", VALIDATE], input=content, capture_output=True, timeout=120, check=False)
        if checked.returncode:
            raise ListRefused(f"不合 CycloneDX 1.6 的格式：{checked.stderr.decode('utf-8', 'replace').strip()[-400:]}")
        place.parent.mkdir(parents=True, exist_ok=True)
        write_file(place, content)
    except ListRefused as fault:
        print(f"E-SBOM {fault}", file=sys.stderr)
        return 1
    except CasebookError as fault:
        print(f"{fault.code} {fault.what}\n    修改: {fault.mend}", file=sys.stderr)
        return 3
    except (OSError, subprocess.SubprocessError) as fault:
        print(f"E-SBOM 工具没有做完：{fault}", file=sys.stderr)
        return 3
    python = sum(part.source == "pypi" for part in parts)
    inside = sum(bool(part.inside) for part in parts)
    print(f"部件 {len(parts)} 个：Python 包 {python} 个（至多 {MOST} 个），npm 包 {len(parts) - python} 个，其中字体 {len(FONTS)} 个；"
          f"网站文件里有一部分的 {inside} 个。每个都有版本、许可和校验值；格式合 CycloneDX 1.6；做两次一样。写到 {place}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
