"""What waits in the task queue, run as the background process would."""

from django_tasks_db.models import DBTaskResult


def waiting(task):
    """Return what of a task waits to be run, the first enqueued first."""
    return DBTaskResult.objects.ready().filter(task_path=task.module_path).order_by("enqueued_at")


def run_waiting(task):
    """Run what waits of a task, and what that enqueues of the same; raises what it raises."""
    while result := waiting(task).first():
        result.delete()
        task.func(*result.args_kwargs["args"], **result.args_kwargs["kwargs"])
