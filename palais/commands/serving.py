"""Commands that serve a community: ``up`` and ``run``.

What they alone need is read when they are given, since every command reads this module.
"""

from typing import Annotated

import typer

from kit.logs import configure_logs
from palais.commands.frame import (
    CommunityOption,
    JsonOption,
    SettingsOption,
    StateOption,
    framed,
    log_to,
    waited,
)


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the command line."""
    app.command()(up)
    app.command()(run)


def up(
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    port: Annotated[
        int | None, typer.Option(help="First port to try for the homeserver.", min=1, max=65535)
    ] = None,
    *,
    json: JsonOption = False,
) -> None:
    """Raise a community on a homeserver of its own, here, and serve it until Ctrl-C."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        chosen = frame.community(community)
        from palais.up import serve_here

        log_to(frame.state, frame.settings.logs)
        first = port or int(frame.state.remembered().get("port") or frame.settings.homeserver.port)
        waited(serve_here(frame.state, chosen, frame.settings, frame.console, port=first))
        frame.say({"stopped": True, "state": str(frame.state.folder)})


def run(
    state: StateOption = None,
    community: CommunityOption = None,
    settings: SettingsOption = None,
    *,
    json: JsonOption = False,
) -> None:
    """Serve a community on the homeserver that the settings name, until stopped."""
    with framed(as_json=json, state=state, settings=settings) as frame:
        chosen = frame.community(community)
        from palais.up import serve_here

        configure_logs(frame.settings.logs)
        waited(serve_here(frame.state, chosen, frame.settings, frame.console, port=None))
        frame.say({"stopped": True, "state": str(frame.state.folder)})
