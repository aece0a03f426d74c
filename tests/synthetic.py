"""An invented city of any size, for measuring. The same size always gives the same files."""

from __future__ import annotations

from pathlib import Path
from random import Random

_SITE = """\
base_url = "https://city.example"
title = {zh = "合成市规划", en = "The plan of Synthetic City"}
description = {zh = "用于测量的虚构城市", en = "An invented city for measuring"}
publisher = {zh = "合成市", en = "Synthetic City"}
accent = {light = "#14654f", dark = "#7cc8ae"}
licence = {name = {zh = "公共领域", en = "Public domain"}, address = "https://city.example/licence"}
"""

_SUBJECTS = (
    ("公园", "parks"),
    ("学校", "schools"),
    ("诊所", "clinics"),
    ("道路", "roads"),
    ("住房", "homes"),
    ("图书馆", "libraries"),
    ("水质", "water quality"),
    ("空气", "air"),
    ("就业", "jobs"),
    ("养老", "care places"),
    ("公交", "buses"),
    ("企业", "companies"),
    ("专利", "patents"),
    ("农田", "farmland"),
    ("托位", "nursery places"),
)
_MEASURES = (
    ("总量", "in total"),
    ("人均数量", "per person"),
    ("增长率", "growth"),
    ("覆盖率", "coverage"),
    ("达标率", "compliance"),
)
_UNITS = {
    "percent": '{label: {zh: "%", en: "%"}}',
    "places": "{label: {zh: 个, en: places}}",
    "ten-thousand-people": (
        '{label: {zh: 万人, en: "10,000 people"}, scale: {en: {factor: 10000, label: people}}}'
    ),
}


def write_city(root: Path, indicators: int) -> None:
    """Write a site of `indicators` indicators and a fifth as many tasks into `root`."""
    random = Random(indicators)
    tasks, goals, departments, topics = indicators // 5, 40, 60, 18
    _write(root / "site.toml", _SITE)
    data = root / "data"
    _write(data / "units.yaml", "".join(f"{id}: {unit}\n" for id, unit in _UNITS.items()))
    _write(data / "topics.yaml", "".join(_topic(n) for n in range(topics)))
    _write(data / "portfolios.yaml", "".join(_portfolio(n) for n in range(8)))
    for id, kind, year in (
        ("plan", "sector-plan", 2021),
        ("report", "sector-plan", 2023),
        ("tasks", "work-plan", 2021),
    ):
        _write(
            data / "documents" / f"{id}.yaml", _document(id, kind, year, indicators, goals, tasks)
        )
    for n in range(goals):
        _write(data / "goals" / "plan" / f"goal-{n:02}.yaml", _goal(n, topics))
    for n in range(departments):
        _write(data / "departments" / f"department-{n:02}.yaml", _department(n))
    for n in range(indicators):
        subject, measure = random.choice(_SUBJECTS), random.choice(_MEASURES)
        topic = f"topic-{n % topics:02}"
        text = _indicator(
            random, n, f"{subject[0]}{measure[0]}", f"{subject[1].capitalize()} {measure[1]}", goals
        )
        _write(data / "indicators" / topic / f"indicator-{n:05}.yaml", text)
    for n in range(tasks):
        _write(
            data / "tasks" / "tasks" / f"{n + 1:04}.yaml",
            _task(random, n, goals, departments, topics, indicators),
        )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _topic(n: int) -> str:
    return (
        f"topic-{n:02}:\n  name: {{zh: 主题{n}, en: Topic {n}}}\n"
        f"  summary: {{zh: 第{n}个主题的各项内容。, en: Everything about topic {n}.}}\n"
    )


def _portfolio(n: int) -> str:
    name, office = f"{{zh: 官员{n}, en: Official {n}}}", "{zh: 副市长, en: Vice Mayor}"
    return f"official-{n}: {{name: {name}, office: {office}}}\n"


def _document(id: str, kind: str, year: int, indicators: int, goals: int, tasks: int) -> str:
    groups = {
        "plan": [("table-1", "table", indicators), ("goal", "goal", goals)],
        "report": [("table-1", "table", indicators)],
        "tasks": [("task", "task", tasks)],
    }[id]
    places = "".join(
        f"  - {{id: {group}, kind: {kind}, title: {{zh: 表, en: Table}}, numbers: 1-{count}}}\n"
        for group, kind, count in groups
        if count
    )
    return (
        f"title: {{zh: 合成市文件{id}, en: The document {id} of Synthetic City}}\nkind: {kind}\n"
        "issuer: {zh: 合成市政府, en: Government of Synthetic City}\n"
        f"published: {year}-06-30\nstatus: final\n"
        f"period: 2021-2025\ntext: {id}.txt\nlicence: {{zh: 公共领域。, en: Public domain.}}\n"
        f"summary: {{zh: 一份用于测量的文件。, en: A document for measuring.}}\nplaces:\n{places}"
    )


def _goal(n: int, topics: int) -> str:
    parent = f"parent: plan/goal-{n // 8:02}\n" if n >= 8 else ""
    return (
        f"title: {{zh: 第{n}个目标, en: Goal number {n}}}\n"
        f"summary: {{zh: 到2025年基本实现第{n}个目标。, "
        f"en: Goal {n} is broadly reached by 2025.}}\n"
        f"place: goal/{n + 1}\nhorizon: 2025\ntopics: [topic-{n % topics:02}]\n{parent}"
    )


def _department(n: int) -> str:
    name = f"{{zh: 合成市第{n}局, en: Synthetic City Bureau {n}}}"
    return f"name: {name}\nkind: bureau\nnames: [市第{n}局, 市{n}号局]\n"


def _indicator(random: Random, n: int, zh: str, en: str, goals: int) -> str:
    base, goal = random.uniform(10, 90), random.randrange(goals)
    values = [f"{base + step * random.uniform(0.5, 2):.2f}" for step in range(4)]
    observations = "".join(
        f"  - {{period: {2020 + step}, value: {value}, "
        f"source: {'plan' if step == 0 else 'report'} table-1/{n + 1}}}\n"
        for step, value in enumerate(values)
    )
    return (
        f"name: {{zh: {zh}第{n}号, en: {en} no. {n}}}\n"
        f"definition: {{zh: 全市{zh}的第{n}种统计口径。, "
        f"en: {en} of the whole city in definition {n}.}}\n"
        f"unit: {random.choice(tuple(_UNITS))}\ndirection: {random.choice(('higher', 'lower'))}\n"
        f"goals: [plan/goal-{goal:02}]\ndepartments: [department-{n % 60:02}]\n"
        f"observations:\n{observations}targets:\n"
        f'  - {{period: 2025, value: ">= {base * 1.2:.1f}", source: plan table-1/{n + 1}}}\n'
        f"  - {{period: 2022, value: {base * 1.05:.1f}, source: plan table-1/{n + 1}}}\n"
    )


def _task(
    random: Random, n: int, goals: int, departments: int, topics: int, indicators: int
) -> str:
    units = ", ".join(f"市第{unit}局" for unit in random.sample(range(departments), 4))
    return (
        f"place: task/{n + 1}\ntitle: {{zh: 完成第{n}项任务, en: Carry out task {n}}}\n"
        f"summary: {{zh: 年内完成第{n}项任务并报告结果。, "
        f"en: Carry out task {n} within the year and report on it.}}\n"
        f"period: 2021\nportfolio: official-{n % 8}\ndepartments:\n  responsible: [{units}]\n"
        "commitments:\n  - {subject: {zh: 完成数量, en: Number completed}, "
        f"value: {n + 1}, unit: places, "
        f"period: 2021, indicator: indicator-{random.randrange(indicators):05}}}\n"
        f"topics: [topic-{n % topics:02}]\ngoals: [plan/goal-{n % goals:02}]\n"
    )
