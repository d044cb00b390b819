"""Reads addresses that people type: which may be linked to, which play a video; writes frames'."""

import re
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

YOUTUBE_PLAYER = "https://www.youtube-nocookie.com"
VIMEO_PLAYER = "https://player.vimeo.com"
PLAYER_ORIGINS = (YOUTUBE_PLAYER, VIMEO_PLAYER)

# Where interactive figures are shown in their frames.
FRAMES_PATH = "frames/"
# Where players load videos and their captions from.
VIDEOS_PATH = "videos/"

_YOUTUBE_ID = re.compile(r"[\w-]{11}")
_YOUTUBE_PATH = re.compile(r"/(?:embed|live|shorts|v)/([\w-]{11})/?")
_VIMEO_PATH = re.compile(r"/(?:video/)?(\d{1,12})(?:/([0-9a-f]{6,40}))?/?")


def web_address(url: str | None) -> str:
    """Return an address that is safe to link to, http or https; empty for any other."""
    parts = _split_or_none(url or "")
    return parts.geturl() if parts and parts.scheme in ("http", "https") and parts.hostname else ""


def is_secure(url: str) -> bool:
    """Tell whether an address is one of the web, over https."""
    return url.startswith("https://")


def host_name(url: str | None) -> str:
    """Return the host that an address leads to, without `www.`; empty for no web address."""
    parts = _split_or_none(web_address(url))
    return (parts.hostname or "").removeprefix("www.") if parts else ""


def frame_address(document_id: int, file_name: str) -> str:
    """Return where a frame loads a figure from: by number and name, as documents are."""
    return f"/{FRAMES_PATH}{document_id}/{quote(file_name)}"


def video_address(document_id: int, file_name: str) -> str:
    """Return where a player loads a file from: by number and name, as documents are."""
    return f"/{VIDEOS_PATH}{document_id}/{quote(file_name)}"


def player_url(url: str | None) -> str:
    """Return the address of the player for a YouTube or Vimeo video; empty for any other.

    Worked out from the address alone, nobody is asked. The players set no cookie before
    the reader presses play (youtube-nocookie.com; Vimeo's `dnt`).
    """
    parts = _split_or_none(web_address(url))
    match host_name(url).removeprefix("m."):
        case "youtube.com" | "youtube-nocookie.com" | "youtu.be":
            video = _youtube_id(parts)
            return f"{YOUTUBE_PLAYER}/embed/{video}" if video else ""
        case "vimeo.com" | "player.vimeo.com":
            return _vimeo_player_url(parts)
    return ""


def _split_or_none(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        parts.hostname  # noqa: B018  (a broken host raises here)
    except ValueError:
        return None
    return parts


def _youtube_id(parts: SplitResult) -> str:
    if match := _YOUTUBE_PATH.fullmatch(parts.path):
        return match[1]
    if parts.path == "/watch":
        video = parse_qs(parts.query).get("v", [""])[0]
    else:
        video = parts.path.strip("/") if (parts.hostname or "").endswith("youtu.be") else ""
    return video if _YOUTUBE_ID.fullmatch(video) else ""


def _vimeo_player_url(parts: SplitResult) -> str:
    match = _VIMEO_PATH.fullmatch(parts.path)
    if not match:
        return ""
    secret = f"&h={match[2]}" if match[2] else ""
    return f"{VIMEO_PLAYER}/video/{match[1]}?dnt=1{secret}"
