"""What the decoding process writes is what is read of it."""

import pytest

from blog.pictures.limits import CostlyPictureError, RefusedPictureError, TooManyPixelsError
from blog.pictures.verdict import read_verdict, write_verdict


@pytest.mark.parametrize("kept", [b"", b"\n", b"{}\n\x00\xff"])
def test_the_bytes_to_keep_come_back(kept):
    assert read_verdict(write_verdict(kept=kept)) == kept


def test_a_refusal_comes_back_with_its_reason_and_numbers():
    error = TooManyPixelsError("Too many pixels.", num_pixels=9, most=4)
    with pytest.raises(RefusedPictureError) as raised:
        read_verdict(write_verdict(error))
    assert (raised.value.reason, raised.value.numbers) == (error.reason, error.numbers)


def test_an_answer_that_breaks_off_is_a_refusal():
    with pytest.raises(CostlyPictureError):
        read_verdict(b"{")
