"""One knob at a time: {"training.steps": 20}, as a command line and Prefect's form give it."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from tinylora.name_and_value import name_and_value
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
        knobs = {
            name: _knob_schema(name, field, handler(core)) for name, field, core in _typed_knobs()
        }
        return {"type": "object", "properties": knobs, "additionalProperties": False}


def _knobs(section: type[Section], prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    for name, field in section.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            yield from _knobs(field.annotation, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", field


@cache
def _typed_knobs() -> list[tuple[str, FieldInfo, CoreSchema]]:
    """Return every knob with what pydantic makes of its type, made once for all flows."""
    found = []
    for name, field in _knobs(Settings):
        # None, for a type without bounds
        typed = Annotated[(field.annotation, *field.metadata, None)]
        found.append((name, field, TypeAdapter(typed).core_schema))
    return found


def _knob_schema(name: str, field: FieldInfo, schema: dict[str, Any]) -> dict[str, Any]:
    schema = {**schema, **(field.json_schema_extra or {})}  # the choices of a word
    if "type" in schema:
        # Prefect's server lets null through for any optional property that names one plain type.
        schema = {**schema, "not": {"type": "null"}}
    return {**schema, "title": name, "description": field.description}


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
        except (ValueError, RecursionError):  # no JSON, or none that fits Python
            found[knob] = value
    return found
