"""Writes all of a request in one short transaction, and answers for a busy database."""
