"""Checks a text before it is public: secrets, broken code, what is missing or left over."""
