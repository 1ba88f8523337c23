"""Lists as they come, dirty as they are: what they say, who is meant, and what of it is not believed."""

from provisioning.register.importing.doubts import Doubt, Weight
from provisioning.register.importing.preview import Choices, Present, Preview, preview_of

__all__ = ["Choices", "Doubt", "Present", "Preview", "Weight", "preview_of"]
