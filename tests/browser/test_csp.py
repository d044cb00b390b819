"""Chromium stops nothing that the site or the admin does, by the policies or otherwise."""

import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import Page
from wagtail.documents.models import Document
from wagtail.models import Workflow

from blog.models import BlogIndexPage, BlogPostPage
from home.models import HomePage
from home.starter_site import create_starter_site
from tests.factories import AuthorFactory, BlogPostPageFactory, ImageFactory, UserFactory

pytestmark = pytest.mark.browser

LISTEN = """window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(
  `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));"""
POLICY = re.compile("Content Security Policy|Permissions-Policy|TrustedHTML|Refused to")
