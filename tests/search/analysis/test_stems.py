import pytest

from search.analysis.stems import stem
from search.analysis.words import chunks

ACRONYMS = """
LLM GPU CPU TPU NPU FPGA ASIC SLO SLA SLI KPI PR MR VM VPC CSV PDF XML DNN CNN RNN GNN GAN LSTM MLP
VAE SVM DAG ETL RPC API SDK CLI URL URI UUID ID SKU CRD CRDT JVM JAR DB SSD HDD NIC IP RFC CVE PHD
QA UI IDE ORM MVP POC SPA CDN VPN PVC IOU NFT OKR H100 A100
""".split()  # noqa: SIM905  (a list of 60 literals is not read)


def tokens(text: str, language: str = "en") -> set[str]:
    return {token for chunk in chunks(text, language) for token in chunk.tokens}


def test_sixty_acronyms_are_the_same_in_the_plural_however_they_are_written():
    assert len(set(ACRONYMS)) >= 60
    for acronym in ACRONYMS:
        written = [acronym, acronym.lower(), f"{acronym}s", f"{acronym}s".lower(), f"{acronym}'s"]
        assert len(set().union(*map(tokens, written))) == 1, acronym


@pytest.mark.parametrize(
    ("word", "other"),
    [("dns", "dn"), ("aws", "aw"), ("tls", "tl"), ("gps", "gp"), ("bus", "bu"), ("k8s", "k8"),
     ("rms", "rm"), ("css", "cs"), ("https", "http"), ("dos", "do"), ("this", "thi")],
)  # fmt: skip
def test_what_ends_in_an_s_and_is_no_plural_stays(word, other):
    assert stem(word, "en") != stem(other, "en")


def test_a_plural_of_capitals_has_no_parts_of_its_own():
    (chunk,) = chunks("LLMs", "en")
    assert chunk.beside == ()
    (chunk,) = chunks("parseURLs", "en")
    assert {"pars", "url"} <= set(chunk.beside)


def test_other_languages_keep_their_words():
    assert tokens("dont", "fr") == tokens("dont", "xx") == {"dont"}
    assert tokens("gpus", "xx") == {"gpus"}
