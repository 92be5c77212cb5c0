"""Public names explain themselves: parameters, returns, source; every example runs."""

import dataclasses
import doctest
import importlib
import inspect
import pkgutil
import re

import pytest

import evaluation

MODULES = [
    importlib.import_module(f"evaluation.{module.name}")
    for module in pkgutil.iter_modules(evaluation.__path__)
]
PUBLIC = {name: getattr(evaluation, name) for name in evaluation.__all__}
FUNCTIONS = sorted(name for name, value in PUBLIC.items() if inspect.isfunction(value))
CLASSES = sorted(
    name
    for name, value in PUBLIC.items()
    if inspect.isclass(value) and dataclasses.is_dataclass(value)
)
INHERITED = {"method", "params", "inputs_hash", "version"}
# A year of publication, a clause of the standard, or the plain arithmetic that needs no source.
SOURCE = re.compile(r"\b(1[89]|20)\d\d\b|[Cc]lauses? \d|specification", re.ASCII)


def section(doc, title):
    """Return the text of one numpydoc section, or an empty one."""
    found = re.search(rf"^{title}\n-+\n(.*?)(?=^\w[\w ]*\n-+\n|\Z)", doc, re.MULTILINE | re.DOTALL)
    return found.group(1) if found else ""


def entries(text):
    """Return the names that head the entries of a section."""
    heads = [line for line in text.splitlines() if line and not line.startswith(" ")]
    return {name.strip(" `*") for head in heads for name in head.split(":")[0].split(",")}


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
def test_examples_run(module):
    assert doctest.testmod(module).failed == 0


def test_there_are_examples_of_the_recommended_functions():
    examples = sum(
        len(test.examples)
        for module in MODULES
        for test in doctest.DocTestFinder(exclude_empty=True).find(module)
    )
    assert examples >= 100


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_names_parameters_returns_and_source(name):
    function = PUBLIC[name]
    doc = inspect.getdoc(function) or ""
    given = set(inspect.signature(function).parameters)
    assert given <= entries(section(doc, "Parameters")), name
    assert section(doc, "Returns").strip(), name
    module = inspect.getmodule(function).__doc__
    assert SOURCE.search(doc) or SOURCE.search(module), name
    if "raise " in inspect.getsource(function):
        assert section(doc, "Raises").strip(), name


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_names_its_fields(name):
    kind = PUBLIC[name]
    doc = inspect.getdoc(kind) or ""
    fields = {field.name for field in dataclasses.fields(kind)} - INHERITED
    assert fields <= entries(section(doc, "Attributes")) | INHERITED, name
