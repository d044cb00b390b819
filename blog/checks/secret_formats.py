"""Lists the formats of secrets that are known by sight: their issuer's prefix and length."""

import re
from typing import NamedTuple


class Format(NamedTuple):
    """What a secret is called, and its pattern; group 1, where there is one, is the secret."""

    name: str
    pattern: re.Pattern[str]


_PRIVATE_KEY = (
    r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----"
    # A line's end may be written as JSON and .env files do; headers stand before the key.
    r"(?:\s|\\[nr]){1,20}(?:[A-Z][A-Za-z-]{1,30}: [^\n]{0,200}\n){0,4}\s{0,9}"
    r"([A-Za-z0-9+/=]{40,76})"
)
_PASSWORD_IN_ADDRESS = (
    r"(?<![\w+.-])[A-Za-z][A-Za-z0-9+.-]{1,20}://"
    r"[^\s:/@?#\"'<>`]{0,80}:([^\s/@\"'<>`]{3,200})@(?=[\w\[])"
)

FORMATS = [
    Format(name, re.compile(pattern))
    for name, pattern in (
        ("AWS access key", r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
        (
            "AWS secret key",
            r"(?i:aws_?secret(?:_?access)?_?key)\W{1,9}([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])",
        ),
        ("Google API key", r"\bAIza[\w-]{35}(?![\w-])"),
        ("Google client secret", r"\bGOCSPX-[\w-]{28}(?![\w-])"),
        ("Google access token", r"\bya29\.[\w-]{50,}"),
        ("Azure account key", r"\bAccountKey=([A-Za-z0-9+/]{86}==)"),
        ("Azure shared key", r"\bSharedAccessKey=([A-Za-z0-9+/]{43}=)"),
        ("Azure client secret", r"(?<![\w~.-])[\w~.]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])"),
        ("Azure signed address", r"[?&](?:amp;)?sig=([A-Za-z0-9%+/]{43,70}(?:%3D|=))"),
        ("GitHub token", r"\bgh[pousr]_[A-Za-z0-9]{36,251}\b"),
        ("GitHub token", r"\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\b"),
        (
            "GitLab token",
            r"\bgl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[\w-]{20,}",
        ),
        ("Slack token", r"\bxox[abeoprs]-[A-Za-z0-9-]{20,}"),
        ("Slack token", r"\bxapp-\d-[A-Z0-9]{6,}-\d{6,}-[a-f0-9]{32,}"),
        (
            "Slack webhook",
            r"\bhooks\.slack\.com/(?:services|workflows)/T[A-Z0-9]{6,}/[AB][A-Z0-9]{6,}/\w{16,}",
        ),
        ("Stripe key", r"\b[rs]k_live_[A-Za-z0-9]{16,}"),
        ("Stripe webhook secret", r"\bwhsec_[A-Za-z0-9+/]{32,}"),
        ("Anthropic key", r"\bsk-ant-[a-z]{2,9}\d\d-[\w-]{40,}"),
        ("OpenAI key", r"\bsk-(?:proj|svcacct|admin|None)-[\w-]{40,}"),
        ("OpenAI key", r"\bsk-[A-Za-z0-9]{48}\b"),
        ("Hugging Face token", r"\b(?:hf|api_org)_[A-Za-z]{34,40}\b"),
        ("Groq key", r"\bgsk_[A-Za-z0-9]{52}\b"),
        ("npm token", r"\bnpm_[A-Za-z0-9]{36}\b"),
        ("PyPI token", r"\bpypi-AgE[\w-]{50,}"),
        ("Docker token", r"\bdckr_[op]at_[\w-]{27,}"),
        ("SendGrid key", r"\bSG\.[\w-]{22}\.[\w-]{43}\b"),
        ("DigitalOcean token", r"\bdo[opr]_v1_[a-f0-9]{64}\b"),
        ("Databricks token", r"\bdapi[a-f0-9]{32}\b"),
        ("Shopify token", r"\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b"),
        ("Vault token", r"\bhv[sb]\.[\w-]{24,}"),
        ("Telegram token", r"\b\d{8,10}:AA[\w-]{33}(?![\w-])"),
        ("age key", r"\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b"),
        ("JSON web token", r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{16,}"),
        ("private key", _PRIVATE_KEY),
        ("password in an address", _PASSWORD_IN_ADDRESS),
    )
]
