"""All tables of the app as they stand since 0009; the files it replaces take older sites here."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.contrib.taggit
import modelcluster.fields
import modelsearch.index
import uuid
import wagtail.contrib.routable_page.models
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ('blog', '0001_initial'),
        ('blog', '0002_documents'),
        ('blog', '0003_pinned_posts'),
        ('blog', '0004_author_is_team'),
        ('blog', '0005_markdown_and_security_contact'),
        ('blog', '0006_social_card'),
        ('blog', '0007_featured_first'),
        ('blog', '0008_language'),
        ('blog', '0009_failed_publish'),
    ]

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
        ('wagtailimages', '0027_image_description'),
        # Named so that they come first: each of their steps would make our models anew, a second of
        # the nine that a new database takes.
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailadmin', '0006_formstate'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailredirects', '0008_add_verbose_name_plural'),
        ('wagtailsearchpromotions', '0008_query_verbose_name'),
        ('wagtailusers', '0015_userprofile_keyboard_shortcuts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BlogIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'blog index page',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='PostTemplatesPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'post templates folder',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('slug', models.SlugField(max_length=120, unique=True, verbose_name='slug')),
                ('description', models.TextField(blank=True, help_text="Stands on the series' page.", max_length=500, verbose_name='description')),
            ],
            options={
                'verbose_name': 'series',
                'verbose_name_plural': 'series',
                'ordering': ['name'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name='slug')),
                ('description', models.TextField(blank=True, help_text="Stands on the tag's page.", max_length=500, verbose_name='description')),
            ],
            options={
                'verbose_name': 'tag',
                'verbose_name_plural': 'tags',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('slug', models.SlugField(max_length=120, unique=True, verbose_name='slug')),
                ('biography', models.TextField(blank=True, max_length=1000, verbose_name='biography')),
                ('links', models.JSONField(blank=True, verbose_name='links')),
                ('portrait', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='portrait')),
                ('user', models.OneToOneField(blank=True, help_text='This user may edit the posts that name this author.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='author', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ('is_team', models.BooleanField(default=False, help_text='A team or an organisation; references then never part the name.', verbose_name='team')),
            ],
            options={
                'verbose_name': 'author',
                'verbose_name_plural': 'authors',
                'ordering': ['name'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='BlogPostPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('teaser', models.TextField(blank=True, help_text='Two lines that say what a reader learns; shown in listings and under the title.', max_length=300, verbose_name='teaser')),
                ('body', models.JSONField(blank=True, verbose_name='body')),
                ('series_position', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='position in the series')),
                ('display_date', models.DateTimeField(default=django.utils.timezone.now, help_text='Shown to readers and orders the listings; it does not schedule anything.', verbose_name='display date')),
                ('canonical_url', models.URLField(blank=True, help_text='Where this text first appeared, when that was elsewhere.', verbose_name='canonical URL')),
                ('is_featured', models.BooleanField(default=False, help_text='Stands first on the home page.', verbose_name='featured')),
                ('word_count', models.PositiveIntegerField(default=0, editable=False)),
                ('excerpt', models.CharField(blank=True, editable=False, max_length=200)),
                ('cover', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='cover image')),
                ('series', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='posts', to='blog.series', verbose_name='series')),
                ('language', models.CharField(blank=True, db_default='', default='', help_text="Of the text, where it is not the site's: for speech, hyphens and numbering.", max_length=16, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}(-[a-z0-9]{2,8})*\\Z')], verbose_name='language')),
            ],
            options={
                'verbose_name': 'blog post page',
                'indexes': [
                    models.Index(fields=['-display_date', '-page_ptr'], name='post_newest_first'),
                    models.Index(condition=models.Q(('is_featured', True)), fields=['-display_date', '-page_ptr'], name='post_featured_first'),
                ],
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='DraftLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('expires_at', models.DateTimeField(verbose_name='expires')),
                ('is_revoked', models.BooleanField(default=False, verbose_name='revoked')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='draft_links', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'draft link',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='SiteIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='Epoch', max_length=80, verbose_name='name')),
                ('tagline', models.CharField(blank=True, max_length=200, verbose_name='tagline')),
                ('footer_links', models.JSONField(blank=True, verbose_name='footer links')),
                ('social_links', models.JSONField(blank=True, verbose_name='social links')),
                ('logo', models.ForeignKey(blank=True, help_text='Stands in the header in place of the curve.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='logo')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
                ('security_contact', models.CharField(blank=True, help_text='An address of e-mail, or of a page that starts with https://, for whoever finds a flaw in this site. Published in /.well-known/security.txt.', max_length=200, verbose_name='security contact')),
            ],
            options={
                'verbose_name': 'site identity',
            },
        ),
        migrations.CreateModel(
            name='PostTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='post_tags', to='blog.blogpostpage')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='post_tags', to='blog.tag')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('tag', 'content_object'), name='one_tag_once_a_post')],
            },
        ),
        migrations.AddField(
            model_name='blogpostpage',
            name='tags',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='blog.PostTag', to='blog.Tag', verbose_name='tags'),
        ),
        migrations.CreateModel(
            name='ImportedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=500)),
                ('checksum', models.CharField(max_length=64)),
                ('index', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imported_files', to='blog.blogindexpage')),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='imported_files', to='blog.blogpostpage')),
                ('revision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('index', 'path'), name='one_record_a_file')],
            },
        ),
        migrations.CreateModel(
            name='PostAuthor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='post_authors', to='blog.author')),
                ('post', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='post_authors', to='blog.blogpostpage')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('post', 'author'), name='one_author_once_a_post')],
            },
        ),
        migrations.CreateModel(
            name='PinnedPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('pinned', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pinned_by', to='blog.blogpostpage', verbose_name='post')),
                ('post', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='pinned_posts', to='blog.blogpostpage')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('post', 'pinned'), name='one_pin_once_a_post')],
            },
        ),
        migrations.CreateModel(
            name='StoredDocument',
            fields=[
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='stored_document', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body_hash', models.CharField(max_length=32)),
                ('language', models.CharField(max_length=16)),
                ('version', models.CharField(db_index=True, max_length=100)),
                ('html', models.TextField()),
                ('outline', models.JSONField()),
                ('rendered_at', models.DateTimeField(auto_now=True)),
                ('markdown', models.TextField(default='')),
            ],
        ),
        migrations.CreateModel(
            name='SocialCard',
            fields=[
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='social_card', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('digest', models.CharField(max_length=32)),
                ('file', models.FileField(upload_to='cards')),
            ],
        ),
        migrations.CreateModel(
            name='FailedPublish',
            fields=[
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='failed_publish', serialize=False, to='wagtailcore.revision')),
                ('go_live_at', models.DateTimeField()),
                ('reason', models.TextField()),
                ('failed_at', models.DateTimeField(auto_now=True)),
            ],
        ),
    ]
