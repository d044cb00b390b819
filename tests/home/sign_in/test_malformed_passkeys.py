"""What no browser sends as a passkey is refused by the forms that take one."""

import pytest

from tests.people import sign_in
from tests.second_factor import CODE, give_password

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unthrottled")]
WRONG = [
    "null",
    "[1]",
    '"x"',
    '{"id": 1, "rawId": {}, "response": [], "type": 5}',
    '{"id": "YQ", "rawId": "YQ", "response": {}, "type": "public-key"}',
    '{"id": "YQ", "rawId": "YQ", "response": {"clientDataJSON": "YQ", "attestationObject": "YQ",'
    ' "authenticatorData": "YQ", "signature": "YQ"}, "type": "public-key"}',
    '{"id": "YQ", "rawId": "YQ", "response": {"clientDataJSON": "e30", "attestationObject": "_w",'
    ' "authenticatorData": "", "signature": ""}, "type": "public-key"}',
]


def test_a_malformed_passkey_opens_nothing_and_raises_nothing(client, user, app):
    give_password(client, user)
    for credential in WRONG[:5]:
        assert client.post(CODE, {"credential": credential}).status_code == 200, credential


def test_a_malformed_passkey_is_not_added(client, user):
    sign_in(client, user)
    for credential in WRONG:
        form = {"name": "key", "credential": credential}
        answer = client.post("/admin/sign-in/passkeys/add/", form)
        assert answer.context["form"].errors, credential
    assert not user.authenticator_set.exists()
