"""One kind of line end in what browsers saved: bodies, their revisions, teasers, descriptions.

In batches, each a short transaction with its rows locked, so that readers and the code before are
served meanwhile. A stored Document stays that of its page: its hash is made anew with the body,
since other line ends render to the same.
"""

import json
from hashlib import blake2b

from django.db import migrations, transaction
from django.db.models import F, JSONField, TextField, Value
from django.db.models.functions import Cast, Replace

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
    atomic = False
    dependencies = [
        ("home", "0004_language"),
        ("blog", "0008_language"),
    ]
    operations = [migrations.RunPython(tidy, migrations.RunPython.noop)]
