"""Mail: plain text to one person at a time, through the community's mail server."""

from kit.mail.smtp import NoMailer, SmtpMailer, mailer_of

__all__ = ["NoMailer", "SmtpMailer", "mailer_of"]
