"""The pages that a running platform shows: for operators, and the mailbox for whoever tries it out."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from kit.settings import is_loopback
from kit.web.application import application, open_site
from kit.web.mailbox import PATH, mailbox_pages
from palais.house import House
from palais.mailbox import Mailbox


@asynccontextmanager
async def opened_pages(house: House, mailbox: Mailbox | None = None) -> AsyncIterator[tuple[str, str | None]]:
    """Serve the pages while the block runs; yield the address of those for operators, and the mailbox's.

    The mailbox stays on this machine: where the pages are for others, too, it has a site of its own.
    """
    settings = house.settings.web
    ours = () if mailbox is None else mailbox_pages(mailbox.letters)
    together = is_loopback(settings.host)
    site = application(house.health, house.measures, ours if together else ())
    async with AsyncExitStack() as stack:
        address = apart = await stack.enter_async_context(open_site(site, settings.host, settings.port))
        if mailbox is not None and not together:
            alone = application(house.health, house.measures, ours)
            apart = await stack.enter_async_context(open_site(alone, "127.0.0.1", 0))
        yield address, None if mailbox is None else apart + PATH
