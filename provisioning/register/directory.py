"""What parts may know of a person, answered from the register."""

from kit.ids import Language, UserId
from provisioning.community.model import Community
from provisioning.register.load import owners
from provisioning.register.model import Register


class RegisterDirectory:
    """The register as :class:`kit.ports.People`. Strangers are spoken to in the community's language."""

    def __init__(self, community: Community, register: Register, server_name: str) -> None:
        self._server_name = server_name
        self.renew(community, register)

    def renew(self, community: Community, register: Register) -> None:
        """Answer from other files from now on."""
        self._community = community
        self._owners = owners(register, self._server_name)

    def knows(self, user: UserId) -> bool:
        """Whether it is the account of somebody in the register, whatever they hold now."""
        return user in self._owners

    def language(self, user: UserId) -> Language:
        """Return the first of the person's languages, else the community's."""
        person = self._owners.get(user)
        return person.languages[0] if person and person.languages else self._community.language

    def name(self, user: UserId) -> str:
        """Return the register's name, else the localpart of the account."""
        person = self._owners.get(user)
        return person.name if person else user.removeprefix("@").partition(":")[0]

    def zone(self, user: UserId) -> str:
        """Return the person's time zone, else the community's."""
        person = self._owners.get(user)
        return person.zone if person and person.zone else self._community.zone
