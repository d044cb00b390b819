"""A post as stock Wagtail has it, beside which ours is edited."""
