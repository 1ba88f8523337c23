"""One folder for each bridge to a neighbouring system. None stands yet: mail and calendars come next."""
