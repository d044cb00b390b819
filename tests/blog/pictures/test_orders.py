"""What is written to the decoding process, and by it, is what is read."""

from io import BytesIO

import pytest

from blog.pictures.limits import CostlyPictureError, RefusedPictureError, TooManyPixelsError
from blog.pictures.orders import (
    Order,
    read_answer,
    read_order,
    read_verdict,
    write_answer,
    write_order,
    write_verdict,
)


def test_orders_and_answers_come_in_turn():
    orders, answers = BytesIO(), BytesIO()
    given = [Order(b"\n{}", "PNG", 9), Order(b"", "GIF", 1)]
    for order in given:
        write_order(orders, order)
        write_answer(answers, order.data)
    orders.seek(0), answers.seek(0)
    assert [read_order(orders) for _each in range(3)] == [*given, None]
    assert [read_answer(answers) for _each in range(3)] == [b"\n{}", b"", b""]


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
