"""Models who is told of pages by webhook, and what they are told."""
