"""Adapts a colour that a site chose to paper and ink, in both schemes; pure."""
