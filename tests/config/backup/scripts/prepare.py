"""Gives a migrated site all kinds of content."""

import json
import sys

import django

django.setup()

from datetime import UTC, date, datetime, timedelta  # noqa: E402

from django.contrib.auth.models import Group, User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from wagtail.contrib.redirects.models import Redirect  # noqa: E402
from wagtail.contrib.search_promotions.models import Query  # noqa: E402
from wagtail.models import Page, PageViewRestriction, Workflow  # noqa: E402

from blog.models import BlogPostPage  # noqa: E402
from config.background.task_worker import TaskWorker  # noqa: E402
from config.serving.stop import StopSignal  # noqa: E402
from search.counting.counts import store  # noqa: E402
from search.counting.recording import Counted  # noqa: E402

sys.stdout, printed = sys.stderr, sys.stdout
call_command("demo", no_serve=True)

editor = User.objects.create_user("éditeur ✎", password="lamp-secret-42")
editor.groups.add(Group.objects.get(name="Editors"))
editor.date_joined = datetime(2020, 2, 29, 23, 59, 59, 123457, tzinfo=UTC)
editor.save()
post, private, deleted = BlogPostPage.objects.all()[:3]
store([Counted("drift", date(2026, 5, 5), 3, 1)])
Query.objects.get().editors_picks.create(page=post, description="Begin here.")
Redirect.objects.create(old_path="/formerly", redirect_page=post)
restriction = PageViewRestriction.objects.create(page=private, restriction_type="groups")
restriction.groups.add(Group.objects.get(name="Editors"))
post.title = "Draft under review \N{SNOWMAN} \u2028"
post.save_revision(user=editor)
Workflow.objects.get().start(post, editor)
post.save_revision(approved_go_live_at=datetime.now(UTC) + timedelta(days=3))
copy = deleted.copy(update_attrs={"slug": "copied", "title": "Copied"})
Page.objects.get(pk=copy.pk).delete()
TaskWorker(StopSignal()).run_ready()
call_command("render_documents", verbosity=0)
print(json.dumps({"deleted": copy.pk}), file=printed, flush=True)
