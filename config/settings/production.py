"""Sets up production, which takes the base as it is; deployments point at this name."""

from .base import *
