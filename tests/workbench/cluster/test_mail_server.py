"""The mail server of the trial takes whole mails, and counts none that breaks off."""

import smtplib
import threading

import pytest
from django.core.mail import EmailMessage, get_connection

from tests.config.serving.processes import eventually
from tests.workbench.cluster.holding import Hold
from tests.workbench.cluster.mail_server import Letter, mail_server


@pytest.fixture
def server():
    with mail_server() as running:
        yield running


def send(server, subject="Ünïcode, and a long line " * 5, text="One\n.\n..dots\n"):
    host, port = server.server_address
    carrier = get_connection("django.core.mail.backends.smtp.EmailBackend", host=host, port=port)
    headers = {"Message-ID": "<1@example.org>"}
    message = EmailMessage(subject, text, None, ["to@example.org"], headers=headers)
    assert carrier.send_messages([message]) == 1


def test_a_mail_is_kept_by_whom_it_is_to_and_its_id(server):
    send(server, subject="Ünïcode")
    assert server.letters == [Letter("to@example.org", "Ünïcode", "<1@example.org>")]


def test_a_line_of_a_dot_ends_no_mail(server):
    send(server)
    send(server)
    assert len(server.letters) == 2
    assert len(set(server.letters)) == 1


def test_what_breaks_off_did_not_come(server):
    sender = smtplib.SMTP(*server.server_address)
    sender.ehlo()
    sender.mail("from@example.org")
    sender.rcpt("to@example.org")
    sender.docmd("DATA")
    sender.send(b"Subject: Half\r\n\r\nOf a m")
    sender.close()
    send(server, subject="Whole")
    assert [each.subject for each in server.letters] == ["Whole"]


def test_a_sender_waits_for_its_answer_while_it_is_held(server):
    hold = Hold()
    server.holds.append(hold)
    sender = threading.Thread(target=send, args=(server,))
    sender.start()
    hold.await_it()
    assert hold.name == "<1@example.org>"
    assert sender.is_alive()
    hold.let_go()
    eventually(lambda: not sender.is_alive(), "the sender got its answer")
