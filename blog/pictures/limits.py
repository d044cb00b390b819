"""Counts what readers of pictures walk through, and names why a picture is refused."""

# A GIF of the largest size has 80,000 blocks of data; nothing else comes near.
MAX_PARTS = 400_000
# What a JPEG or PNG holds beside its pixels; a colour profile of the largest size has 255 of them.
# Pillow walks through all in Python, and again for each list.
MAX_SEGMENTS = 2_000
# Encoders write 8 kB each, which are 2,500 in the largest file.
MAX_PIXEL_CHUNKS = 40_000
# A progressive JPEG has about ten scans, and each costs a walk over all pixels.
MAX_SCANS = 100
MAX_FRAMES = 10_000


class RefusedPictureError(ValueError):
    """A picture that is not taken; `reason` is the key of its message, see `examination`."""

    reason = "broken"

    def __init__(self, message: str = "", **numbers: int) -> None:
        super().__init__(message)
        self.numbers = numbers


class BrokenPictureError(RefusedPictureError):
    """A picture whose container ends too early or makes no sense."""


class WrongFormatError(RefusedPictureError):
    """A file of another format than its name says, or of none."""

    reason = "format"


class CostlyPictureError(RefusedPictureError):
    """A picture of more parts, or of more work, than a picture needs."""

    reason = "costly"


class AnimatedPngError(RefusedPictureError):
    """An animated PNG, of which Wagtail would lose all but one frame."""

    reason = "animated_png"


class TooManyPixelsError(RefusedPictureError):
    """A picture of more pixels, over all its frames, than the site takes."""

    reason = "too_many_pixels"


class Parts:
    """Counts down how much of a file may still be read; all readers of one file share it."""

    def __init__(self, left: int = MAX_PARTS) -> None:
        self.left = left

    def take(self, count: int = 1) -> None:
        """Count some parts; raise `CostlyPictureError` when there were too many in all."""
        self.left -= count
        if self.left < 0:
            raise CostlyPictureError("More parts than a picture needs.")
