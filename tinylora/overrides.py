"""One knob at a time: {"training.steps": 20}, as a command line and Prefect's form give it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from tinylora.errors import SettingsError
from tinylora.section import Section
from tinylora.settings import Settings


class Overrides(dict[str, Any]):
    """Dotted knobs and their new values, as `Settings.override` takes them.

    As a flow's parameter its JSON schema holds every knob of `Settings` with its type, bounds and
    sentence, and no other name. So a Prefect server refuses a wrong one when a run is asked for,
    and its UI draws a form. What a schema cannot say, a rule about two knobs, `Settings.override`
    refuses when the run starts.
    """

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Take any dict: its names and values are held against Settings when they are applied."""
        return core_schema.no_info_after_validator_function(cls, handler(dict[str, Any]))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Return an object of optional knobs. None has a default: the profile's value stands."""
        knobs = {name: _knob_schema(knob, handler) for name, knob in _knobs().items()}
        return {"type": "object", "properties": knobs, "additionalProperties": False}


@dataclass(frozen=True)
class _Knob:
    name: str
    schema: CoreSchema
    description: str | None


@cache
def _knobs() -> dict[str, _Knob]:
    """Return every knob by its name, made once: Prefect asks for a flow's schema again and again.

    Registering all deployments asks a hundred times, every process that imports a flow four times.
    """
    found = {}
    for name, field in _fields(Settings):
        typed = Annotated[(field.annotation, *field.metadata, None)]  # None: it may have no bounds
        found[name] = _Knob(name, TypeAdapter(typed).core_schema, field.description)
    return found


def _fields(section: type[Section], prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    for name, field in section.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            yield from _fields(field.annotation, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", field


def _knob_schema(knob: _Knob, handler: GetJsonSchemaHandler) -> dict[str, Any]:
    schema = handler(knob.schema)
    if "type" in schema:
        # Prefect's server lets null through for any optional property that names one plain type.
        schema = {**schema, "not": {"type": "null"}}
    return {**schema, "title": knob.name, "description": knob.description}


def overrides(pairs: Sequence[str]) -> Overrides:
    """Return {"training.steps": 20} for ["training.steps=20"].

    A value that is not JSON is a word: `training.optimizer=natural`.

    Raises:
        SettingsError: a pair has no "=".
    """
    found = Overrides()
    for pair in pairs:
        knob, value = name_and_value(pair, "--set", "SECTION.KNOB=VALUE, e.g. training.steps=20")
        try:
            found[knob] = json.loads(value)
        except json.JSONDecodeError:
            found[knob] = value
    return found


def name_and_value(pair: str, option: str, form: str) -> tuple[str, str]:
    """Return the two sides of the first "=" in what `option` was given.

    Raises:
        SettingsError: there is no "="; says to write `form`.
    """
    name, equals, value = pair.partition("=")
    if not equals:
        raise SettingsError(f"{option} {pair!r}: write {form}")
    return name, value
