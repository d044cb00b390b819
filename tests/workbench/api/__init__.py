"""Has programs that others wrote ask the API of a running site."""
