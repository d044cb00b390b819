"""All tables of the app as they stand since 0005; the files it replaces take older sites here.

`blog` is named by a migration that its own squash replaces: Django puts the squash in its place,
but for a site that has a part of it, whose `home` may be ahead.
"""

import json
from hashlib import blake2b

import django.core.validators
import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models, transaction
from django.db.models import F, JSONField, TextField, Value
from django.db.models.functions import Cast, Replace

# Pages that are few among all: those that are to expire, and those in menus. What is kept of pages
# asks for them after each change. The table is Wagtail's: where a migration of Wagtail's makes it
# anew, as SQLite has to for many a change, the indexes may be gone, and with them speed, but nothing
# else.
EXPIRING = """
CREATE INDEX IF NOT EXISTS home_page_expiring ON wagtailcore_page (expire_at)
WHERE expire_at IS NOT NULL
"""
IN_MENUS = """
CREATE INDEX IF NOT EXISTS home_page_in_menus ON wagtailcore_page (path) WHERE show_in_menus
"""

# One kind of line end in what browsers saved: bodies, their revisions, teasers, descriptions. By
# itself (0005) it is a transaction a batch; here one does, as a site without this app has no posts.
# Rows of a transaction; a revision may be a megabyte.
BATCH = 20
BODIES = (("blog", "BlogPostPage"), ("home", "StandardPage"))
TEXTS = (("blog", "BlogPostPage", "teaser"), ("wagtailcore", "Page", "search_description"))


def tidied(value):
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, list):
        return [tidied(child) for child in value]
    if isinstance(value, dict):
        return {key: tidied(child) for key, child in value.items()}
    return value


def json_hash(value):
    """Return the hash as `blog.rendering.build` had it when this was written."""
    raw = json.dumps(value, sort_keys=True, default=str)
    return blake2b(raw.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def in_batches(model, field):
    """Yield the key and JSON of each row that may hold such a line end, a batch a transaction."""
    rows = model.objects.annotate(as_text=Cast(field, TextField()))
    # JSON's own spelling of it; LaTeX has it too.
    keys = list(rows.filter(as_text__contains="\\r").order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            locked = model.objects.filter(pk__in=keys[start : start + BATCH]).select_for_update(of=("self",))
            yield from locked.annotate(as_json=Cast(field, JSONField())).values_list("pk", "as_json")


def tidy_bodies(model, stored_documents):
    for key, body in in_batches(model, "body"):
        if (new := tidied(body)) != body:
            value = Cast(Value(json.dumps(new)), JSONField())
            model.objects.filter(pk=key).update(body=value)
            stored = stored_documents.filter(pk=key, body_hash=json_hash(body))
            stored.update(body_hash=json_hash(new))


def tidied_body(text):
    try:
        body = json.loads(text)
    except ValueError:
        return text  # of another type of page, or of one that is no more
    return text if tidied(body) == body else json.dumps(tidied(body))


def tidy_revisions(model):
    for key, content in in_batches(model, "content"):
        new = tidied(content)
        # Wagtail keeps a body as JSON within JSON.
        if isinstance(new.get("body"), str):
            new["body"] = tidied_body(new["body"])
        if new != content:
            model.objects.filter(pk=key).update(content=new)


def tidy(apps, schema_editor):
    stored_documents = apps.get_model("blog", "StoredDocument").objects
    for names in BODIES:
        tidy_bodies(apps.get_model(*names), stored_documents)
    tidy_revisions(apps.get_model("wagtailcore", "Revision"))
    for app, model, field in TEXTS:
        plain = Replace(Replace(F(field), Value("\r\n"), Value("\n")), Value("\r"), Value("\n"))
        rows = apps.get_model(app, model).objects.filter(**{f"{field}__contains": "\r"})
        rows.update(**{field: plain})


class Migration(migrations.Migration):
    replaces = [
        ('home', '0001_initial'),
        ('home', '0002_documents'),
        ('home', '0003_few_pages'),
        ('home', '0004_language'),
        ('home', '0005_line_ends'),
    ]
    initial = True
    dependencies = [
        ('blog', '0008_language'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'home page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='SetupStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', models.JSONField(blank=True, verbose_name='body')),
                ('language', models.CharField(blank=True, db_default='', default='', help_text="Of the text, where it is not the site's: for speech, hyphens and numbering.", max_length=16, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}(-[a-z0-9]{2,8})*\\Z')], verbose_name='language')),
            ],
            options={
                'verbose_name': 'standard page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.RunSQL(EXPIRING, "DROP INDEX IF EXISTS home_page_expiring"),
        migrations.RunSQL(IN_MENUS, "DROP INDEX IF EXISTS home_page_in_menus"),
        migrations.RunPython(tidy, migrations.RunPython.noop),
    ]
