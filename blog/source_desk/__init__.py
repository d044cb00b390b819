"""Shows sources in the admin: their list and form, adding many, where they are cited."""
