"""Makes every document that is uploaded into its rooms findable for the people of that room, and only them.

Upload a document; when 📗 stands under it, it can be found. Then ask
``!library words "a phrase" body:cedaw``, or mention the library with a sentence. The answer shows the best
passages that everybody in the room may read; what only you may read comes to you alone, in our direct chat.
Press a number under it to narrow it, ➕ for more and 📥 to have the files. When a document is deleted, its
text is deleted as well, and so are the answers that quoted it.
"""

from bots.library.bot import BOT

__all__ = ["BOT"]
