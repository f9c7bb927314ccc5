"""The published address of the site (CASEBOOK_SITE_URL), the only absolute address; empty by default."""
from __future__ import annotations

import os
from urllib.parse import urlsplit

from generator.model.problem import CasebookError


def site_address() -> str:
    """The published address (CASEBOOK_SITE_URL) with a slash at its end, empty when there is none. Raises as `site_path`."""
    site_path()
    address = os.environ.get("CASEBOOK_SITE_URL", "").strip()
    return f"{address.rstrip('/')}/" if address else ""


def site_path() -> str:
    """The path of the published address (CASEBOOK_SITE_URL), a slash at both ends. Raises CasebookError E-URL."""
    address = os.environ.get("CASEBOOK_SITE_URL", "").strip()
    try:
        parts = urlsplit(address)
        good = parts.scheme in {"http", "https"} and parts.hostname and not parts.query and not parts.fragment
    except ValueError:
        good = False
    if address and not good:
        raise CasebookError("E-URL", f"CASEBOOK_SITE_URL 的值“{address}”不是网站地址", "写成 https://域名/路径/，或不设这个变量")
    return f"/{parts.path.strip('/')}/" if address and parts.path.strip("/") else "/"
