"""Finds tasks that an older version enqueued by the name of a module that has moved since."""

# The database knows a task by its module; what waits there while a site is upgraded must run.
# Undo when no site can come from a version that had these names.
MOVED_MODULES = {
    "blog.editorial.reindex": "blog.taxonomy.reindexing",
    "blog.new_address": "blog.follow_up.new_addresses",
    "blog.rerendering": "blog.follow_up.rerendering",
    "blog.tasks": "blog.follow_up.tasks",
    "config.mail": "config.background.mail",
    "search.index": "search.upkeep.writing",
    "search.neighbours": "search.related.neighbours",
}


def current_path(task_path: str) -> str:
    """Return where the task with this dotted path stands now."""
    module, _, name = task_path.rpartition(".")
    return f"{MOVED_MODULES.get(module, module)}.{name}"
