"""The order of the layers: imports run from graph to extract, never back, and only the command line prints."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TRAIN = ROOT / "graph" / "commands" / "train.py"
MODULES = sorted([*ROOT.glob("extract/**/*.py"), *ROOT.glob("graph/**/*.py")])


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def test_there_are_modules_to_look_at():
    assert len(MODULES) > 20


@pytest.mark.parametrize("path", [p for p in MODULES if "extract" in p.parts], ids=lambda p: p.name)
def test_extract_never_imports_graph(path):
    assert not {name for name in imported(path) if name.split(".")[0] == "graph"}


@pytest.mark.parametrize("path", [p for p in MODULES if "training" not in p.parts], ids=lambda p: p.name)
def test_what_runs_needs_no_training_code(path):
    found = {name for name in imported(path) if name.startswith(("extract.training", "onnx.", "torch"))}
    assert found == ({"extract.training"} if path == TRAIN else set())


def test_the_command_that_trains_loads_training_code_only_when_it_runs():
    tree = ast.parse(TRAIN.read_text("utf-8"))
    inside = {id(node) for each in tree.body if isinstance(each, ast.FunctionDef) for node in ast.walk(each)}
    training = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module == "extract.training"]
    assert training
    assert all(id(node) in inside for node in training)


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.name != "cli.py" and "training" not in p.parts], ids=lambda p: p.name
)
def test_nothing_but_the_command_line_prints(path):
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    assert not [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]
