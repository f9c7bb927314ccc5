"""Links in docs/ and cases/ that lead elsewhere: none is followed (G19)."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.faults.small import Row, live_of, make_project, print_of, run, stale_of

SECRET = "外面的秘密"


def linked_content(base: Path) -> Row:
    """A link to a file, to a folder and to itself in docs/, and one to a file in cases/: the real build refuses each."""
    outside = base / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(f"# {SECRET}\n", "utf-8")
    root = make_project(base / "inside")
    practices = root / "cases" / "demo" / "practices"
    (outside / "yishi.yaml").write_bytes((practices / "yishi.yaml").read_bytes())
    before = print_of(live_of(root))
    cases: dict[str, tuple[Path, Callable[[Path], None], tuple[int, str]]] = {
        "docs 里指向外面的文件": (root / "docs" / "leak.md", lambda path: path.symlink_to(outside / "secret.md"), (3, "E-SYMLINK")),
        "docs 里指向外面的文件夹": (root / "docs" / "leak", lambda path: path.symlink_to(outside), (3, "E-SYMLINK")),
        "docs 里指向自己": (root / "docs" / "loop", lambda path: path.symlink_to("loop"), (3, "E-SYMLINK")),
        "cases 里指向外面的文件": (practices / "leak.yaml", lambda path: path.symlink_to(outside / "yishi.yaml"), (2, "K011")),
    }
    broken, kept = [], 0
    for name, (path, make, (status, code)) in cases.items():
        make(path)
        answer = run(root, "build")
        path.unlink()
        faults = []
        if answer.status != status or code not in answer.said or path.name not in answer.said or "Traceback" in answer.said:
            faults.append(f"{name}：退出 {answer.status}：{answer.said[-300:]}")
        if print_of(live_of(root)) != before or stale_of(root):
            faults.append(f"{name}：旧网站变了，或留下 {stale_of(root)}")
        kept += not faults
        broken += faults
    measured = f"{len(cases)} 种里 {kept} 种照样（docs 报 E-SYMLINK，cases 按内容错误报 K011），旧网站不变"
    return Row("G19 符号链接", "4 种全部拒绝，不跟过去，旧网站不变", measured, tuple(broken))
