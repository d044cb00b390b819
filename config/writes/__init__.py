"""Every write of a request is one short transaction, and a busy database is no error page."""
