"""Social cards: the picture that stands for a post where others link to it."""
