"""Commands about files: ``sample`` and ``schema``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from palais.commands.frame import JsonOption, framed
from provisioning.community.load import community_schema
from provisioning.register.load import register_schema
from provisioning.sample import write_sample
from provisioning.sample.writing import schema_text


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the command line."""
    app.command()(sample)
    app.command()(schema)


def sample(
    folder: Annotated[Path, typer.Argument(help="Where to write it.")] = Path("sample-community"),
    people: Annotated[int, typer.Option(help="How many invented people; 500 fill every seat.")] = 60,
    seed: Annotated[int, typer.Option(help="The same number gives the same people.")] = 1,
    *,
    json: JsonOption = False,
) -> None:
    """Write a community of invented people, for trying and measuring."""
    with framed(as_json=json) as frame:
        write_sample(folder, people=people, seed=seed)
        told = f"{people} invented people are in {folder}; raise them with: palais up --community {folder}"
        frame.say({"folder": str(folder), "people": people, "seed": seed}, told)


def schema(
    what: Annotated[str, typer.Argument(help="community or register")] = "community",
    *,
    json: JsonOption = False,  # noqa: ARG001 - every command takes it; a schema is JSON in any case
) -> None:
    """Print the JSON Schema of the community file or the register, for editors."""
    schemas = {"community": community_schema, "register": register_schema}
    if what not in schemas:
        raise typer.BadParameter("community or register", param_hint="what")
    sys.stdout.write(schema_text(schemas[what]()))
