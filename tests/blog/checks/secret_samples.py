"""Makes secrets of every known format, which no repository should hold as they are written."""

import base64
import json
import random
import string

ALNUM = string.ascii_letters + string.digits
UPPER = string.ascii_uppercase + string.digits
HEX = "0123456789abcdef"


def drawn(length, signs=ALNUM, seed=7):
    """Return the same signs each time, as random as a key's."""
    return "".join(random.Random(f"{seed}{length}{signs}").choices(signs, k=length))


def encoded(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def private_key(kind="RSA "):
    lines = "\n".join(drawn(64, ALNUM + "+/", seed) for seed in range(4))
    return f"-----BEGIN {kind}PRIVATE KEY-----\n{lines}\n-----END {kind}PRIVATE KEY-----"


def web_token(claims):
    return f"{encoded({'alg': 'HS256', 'typ': 'JWT'})}.{encoded(claims)}.{drawn(43)}"


HOOK = f"https://hooks.slack.com/services/T{drawn(8, UPPER)}/B{drawn(9, UPPER)}/{drawn(24)}"
SAMPLES = {
    "aws id": "AKIA" + drawn(16, UPPER),
    "aws session id": "ASIA" + drawn(16, UPPER),
    "aws secret": f'aws_secret_access_key = "{drawn(40, ALNUM + "/+")}"',
    "aws secret env": f"AWS_SECRET_ACCESS_KEY={drawn(40, ALNUM)}",
    "google key": "AIza" + drawn(35),
    "google client": "GOCSPX-" + drawn(28),
    "google service account": json.dumps({"private_key": private_key("")}),
    "azure storage": f"AccountName=a;AccountKey={drawn(86, ALNUM + '+/')}==;EndpointSuffix=x",
    "azure bus": f"SharedAccessKeyName=all;SharedAccessKey={drawn(43, ALNUM + '+/')}=",
    "azure client": f"{drawn(3)}8Q~{drawn(34)}",
    "azure sas": f"https://a.blob.core.windows.net/c?sv=2024-01-01&sig={drawn(43)}%3D",
    "github classic": "ghp_" + drawn(36),
    "github oauth": "gho_" + drawn(36),
    "github app": "ghs_" + drawn(36),
    "github fine": f"github_pat_{drawn(22)}_{drawn(59)}",
    "gitlab": "glpat-" + drawn(20),
    "gitlab runner": "glrt-" + drawn(20),
    "slack bot": f"xoxb-{drawn(12, '0987236541')}-{drawn(13, '0987236541')}-{drawn(24)}",
    "slack user": f"xoxp-{drawn(12, '0987236541')}-{drawn(12, '0987236541')}-{drawn(32, HEX)}",
    "slack hook": HOOK,
    "stripe": "sk_live_" + drawn(24),
    "stripe restricted": "rk_live_" + drawn(24),
    "stripe hook": "whsec_" + drawn(32),
    "openai project": "sk-proj-" + drawn(48),
    "openai legacy": "sk-" + drawn(48),
    "anthropic": "sk-ant-api03-" + drawn(93),
    "hugging face": "hf_" + drawn(34, string.ascii_letters),
    "npm": "npm_" + drawn(36),
    "pypi": "pypi-AgEIcHlwaS5vcmc" + drawn(80),
    "sendgrid": f"SG.{drawn(22)}.{drawn(43)}",
    "digitalocean": "dop_v1_" + drawn(64, HEX),
    "databricks": "dapi" + drawn(32, HEX),
    "groq": "gsk_" + drawn(52),
    "telegram": f"7312845906:AA{drawn(33)}",
    "jwt": web_token({"sub": "user-8841", "exp": 1999999999}),
    "rsa key": private_key(),
    "openssh key": private_key("OPENSSH "),
    "ec key": private_key("EC "),
    "postgres": "postgres://app:hunter2-Tr0ub4dor@db.acme-prod.net:5432/app",
    "redis": "redis://:kV9r2mQ1x@cache.internal:6379/0",
    "https": "https://deploy:gX7!qpL2w@git.acme.io/team/repo.git",
    "amqp": "amqp://worker:zuG4tLqP@mq:5672//",
}

EXAMPLES = [
    "AKIAIOSFODNN7EXAMPLE",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "AKIAXXXXXXXXXXXXXXXX",
    "AKIA0123456789ABCDEF",
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "ghp_" + "a" * 36,
    "ghp_1234567890abcdefghijklmnopqrstuvwxyz",
    "sk-...",
    "sk-proj-your-key-here-your-key-here-your-key-here",
    "hf_<token>",
    "glpat-xxxxxxxxxxxxxxxxxxxx",
    "xoxb-your-token-goes-in-this-place",
    "sk_test_4eC39HqLyjWDarjtT1zdp7dc",
    "postgres://user:password@localhost/db",
    "postgres://postgres:postgres@db:5432/postgres",
    "postgresql://user:<password>@host/db",
    "postgres://app:$DB_PASSWORD@db/app",
    "postgres://app:${DB_PASSWORD}@db/app",
    "https://{user}:{password}@example.com/",
    "https://user:PASSWORD@example.com/",
    "redis://:xxxx@cache:6379",
    "mongodb://root:example@mongo:27017/",
    "https://example.com:8080/@user",
    "https://medium.com/@someone/a-post",
    "git@github.com:owner/repo.git",
    "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
    "-----BEGIN PUBLIC KEY-----\n" + drawn(64),
    web_token({"sub": "1234567890", "name": "John Doe", "iat": 1516239022}),
    "sha256:" + drawn(64, HEX),
    "commit " + drawn(40, HEX),
    "sha512-" + drawn(86, ALNUM + "+/") + "==",
    "the prefix ghp_ stands before a token",
]
