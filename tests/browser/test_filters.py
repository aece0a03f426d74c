"""Long tables in Chromium: filters, sorting and downloads, by mouse and by keyboard."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser import page


def shown(opened: Page) -> int:
    return opened.locator("tr[data-id]:visible").count()


def test_filters_narrow_the_table_and_keep_their_state_in_the_address(
    chrome: Browser, real_site: str
) -> None:
    with page(chrome) as (opened, complaints):
        opened.goto(f"{real_site}/en/indicators/")
        everything = shown(opened)
        opened.get_by_label("Topic", exact=True).select_option("health")
        some = shown(opened)
        opened.get_by_label("Was it met?").select_option("missed")
        few = shown(opened)
        assert 0 < few < some < everything
        expect(opened.get_by_role("status")).to_have_text(f"{few} of {everything} shown")
        expect(opened).to_have_url(f"{real_site}/en/indicators/?topic=health&verdict=missed")
        opened.reload()
        assert shown(opened) == few
        opened.get_by_label("Find").fill("no such thing")
        expect(opened.get_by_text("Nothing matches.")).to_be_visible()
        assert shown(opened) == 0
        opened.get_by_role("button", name="Show all").click()
        expect(opened).to_have_url(f"{real_site}/en/indicators/")
        assert shown(opened) == everything
        assert complaints == []


def test_every_choice_of_a_filter_leaves_as_many_rows_as_it_says(
    chrome: Browser, tiny_site: str
) -> None:
    with page(chrome) as (opened, _):
        for kind in ("indicators", "tasks"):
            opened.goto(f"{tiny_site}/en/{kind}/")
            for field in opened.locator("form.filters select:not([name=sort])").all():
                for option in field.locator("option:not([value=''])").all():
                    field.select_option(option.get_attribute("value"))
                    label = option.text_content() or ""
                    assert label.endswith(f"({shown(opened)})")
                field.select_option("")


def test_tasks_are_found_by_words_department_and_figures_and_sorted(
    chrome: Browser, real_site: str
) -> None:
    with page(chrome) as (opened, complaints):
        opened.goto(f"{real_site}/zh/tasks/?department=health-commission&figures=1")
        rows = opened.locator("tr[data-id]:visible")
        assert 0 < rows.count() < 40
        assert all("健康" in text for text in rows.all_inner_texts())
        opened.get_by_label("排序").select_option("figures")
        numbers = [int(row.get_attribute("data-figures") or 0) for row in rows.all()]
        assert numbers == sorted(numbers, reverse=True)
        opened.get_by_label("排序").select_option("")
        opened.get_by_label("查找").fill("实施  三年行动")
        assert rows.count() == 1
        assert complaints == []


def test_a_table_can_be_downloaded_whole_and_as_filtered(
    chrome: Browser, real_site: str, tmp_path: Path
) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{real_site}/zh/tasks/?topic=housing")
        ids = {row.get_attribute("data-id") for row in opened.locator("tr[data-id]:visible").all()}
        with opened.expect_download() as download:
            opened.get_by_role("button", name="下载筛选结果").click()
        download.value.save_as(tmp_path / "some.csv")
        with opened.expect_download() as download:
            opened.get_by_role("link", name="下载完整表格").click()
        download.value.save_as(tmp_path / "all.csv")
    some, whole = ((tmp_path / name).read_bytes() for name in ("some.csv", "all.csv"))
    rows, everything = (
        list(csv.DictReader(text.decode("utf-8-sig").splitlines(True))) for text in (some, whole)
    )
    assert {row["task_id"] for row in rows} == ids
    assert [row for row in everything if row["task_id"] in ids] == rows
    assert some.startswith(whole[:40])


def test_filters_and_the_language_switch_work_by_keyboard(chrome: Browser, real_site: str) -> None:
    with page(chrome) as (opened, _):
        opened.goto(f"{real_site}/en/indicators/")
        opened.keyboard.press("Tab")
        expect(opened.get_by_role("link", name="Skip to content")).to_be_focused()
        opened.keyboard.press("Enter")
        opened.get_by_label("Find").focus()
        opened.keyboard.type("literacy")
        count = shown(opened)
        assert 0 < count < 10
        opened.keyboard.press("Tab")
        expect(opened.get_by_label("Topic", exact=True)).to_be_focused()
        opened.keyboard.type("Culture")
        assert shown(opened) < count
        opened.get_by_role("button", name="Show all").focus()
        opened.keyboard.press("Space")
        expect(opened.get_by_role("status")).to_have_text(re.compile(r"(\d+) of \1 shown"))
        opened.locator(".switch a").focus()
        opened.keyboard.press("Enter")
        expect(opened).to_have_url(f"{real_site}/zh/indicators/#_main")
