"""Gathers the settings that production runs: read from the environment, safe by default."""

from .applications import *
from .caches import *
from .database import *
from .logs import *
from .mail import *
from .security import *
from .sign_in import *
from .site import *
from .storage import *
from .wagtail import *
