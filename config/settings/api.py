"""Says whether programs may write by Wagtail's API, and loads what it takes where they may."""

from .environment import env

# Off unless asked for: what isn't there can't be attacked.
API = env.bool("API", default=False)
# The second one brings the documentation's script, which else came from another host.
API_APPS = ["wagtail.api.v3", "ninja"] if API else []
# Items that one answer lists at most.
WAGTAILAPI_LIMIT_MAX = 100
