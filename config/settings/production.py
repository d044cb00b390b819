"""Production is the base; the name is what deployments point at."""

from .base import *
