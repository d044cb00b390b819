"""Reads the list of abbreviations and synonyms: a line each, its spellings parted by commas."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from search.analysis.words import chunks

MAX_LINES, MAX_SPELLINGS, MAX_LENGTH, MAX_WORDS = 300, 6, 60, 6
# Characters of the whole list.
MAX_TEXT = 20_000

TokenRow = tuple[str, ...]
# By the tokens of a spelling, those of the others that mean the same.
Synonyms = dict[TokenRow, tuple[TokenRow, ...]]

# What a site has until someone edits it.
STARTER = """\
A/B test, split test, online experiment
AI, artificial intelligence
API, application programming interface
AST, abstract syntax tree
AUC, area under the curve
BPE, byte pair encoding
CDN, content delivery network
CI, continuous integration
CD, continuous delivery, continuous deployment
CLI, command line
CNN, convnet, convolutional neural network
CoT, chain of thought
CPU, central processing unit
CRUD, create read update delete
CV, cross-validation
CV, computer vision
DAG, directed acyclic graph
DB, database
DDP, distributed data parallel
DL, deep learning
DNS, domain name system
DPO, direct preference optimization, direct preference optimisation
EDA, exploratory data analysis
env var, environment variable
ETL, extract transform load
FFT, fast Fourier transform
FSDP, fully sharded data parallel
GAN, generative adversarial network
GBM, GBDT, gradient boosting
GC, garbage collection
GIL, global interpreter lock
GNN, graph neural network
GPU, graphics card, graphics processing unit
HF, Hugging Face
HPO, hyperparameter optimization, hyperparameter optimisation, hyperparameter tuning
IaC, infrastructure as code
IAM, identity and access management
IDE, integrated development environment
JIT, just in time
JS, JavaScript
JWT, JSON web token
k8s, Kubernetes
KL, Kullback-Leibler
kNN, k nearest neighbours, k nearest neighbors
KV cache, key-value cache
LLM, large language model
LoRA, low-rank adaptation
LRU, least recently used
LSP, language server protocol
LSTM, long short-term memory
MAE, mean absolute error
MCMC, Markov chain Monte Carlo
MCP, model context protocol
ML, machine learning
MLE, maximum likelihood
MLP, multilayer perceptron
MoE, mixture of experts
MSE, mean squared error
NLP, natural language processing
NN, neural network
OCR, optical character recognition
OIDC, OpenID Connect
OOM, out of memory
ORM, object-relational mapping
PCA, principal component analysis
PEFT, parameter-efficient fine-tuning
PITR, point-in-time recovery
Postgres, PostgreSQL
PR, pull request, merge request
PyPI, Python package index
QA, question answering
RAG, retrieval-augmented generation
RBAC, role-based access control
regex, regexp, regular expression
repo, repository
RL, reinforcement learning
RLHF, reinforcement learning from human feedback
RMSE, root mean squared error
RNN, recurrent neural network
RPC, remote procedure call
SFT, supervised fine-tuning
SGD, stochastic gradient descent
SHAP, Shapley
sklearn, scikit-learn
SLA, service level agreement
SLI, service level indicator
SLO, service level objective
SQL injection, SQLi
SRE, site reliability engineering
SSO, single sign-on
SSR, server-side rendering
SVD, singular value decomposition
SVM, support vector machine
TDD, test-driven development
TPU, tensor processing unit
TTL, time to live
TTS, text to speech
VAE, variational autoencoder
VLM, vision language model
VM, virtual machine
WAL, write-ahead log
XSS, cross-site scripting
"""


def read_lines(text: str) -> Iterator[list[str]]:
    """Yield the spellings of each line that has any, as they are written."""
    for line in text[:MAX_TEXT].splitlines():
        if spellings := [part for each in line.split(",") if (part := each.strip())]:
            yield spellings


def faulty_line(text: str) -> str | None:
    """Return the first line that says nothing or too much; None where all are well."""
    for spellings in read_lines(text):
        if not (
            1 < len(spellings) <= MAX_SPELLINGS
            and all(len(each) <= MAX_LENGTH for each in spellings)
            and all(0 < len(_row_of(each, "")) <= MAX_WORDS for each in spellings)
        ):
            return ", ".join(spellings)
    return None


@lru_cache(maxsize=8)
def read_synonyms(text: str, language: str) -> Synonyms:
    """Return what a list says in a language's tokens; what goes beyond its bounds is not read."""
    found: dict[TokenRow, dict[TokenRow, None]] = defaultdict(dict)
    for number, spellings in enumerate(read_lines(text)):
        if number == MAX_LINES:
            break
        rows = {_row_of(each, language): None for each in spellings[:MAX_SPELLINGS]}
        rows = {row: None for row in rows if 0 < len(row) <= MAX_WORDS}
        for row in rows:
            found[row].update((other, None) for other in rows if other != row)
    return {row: tuple(others) for row, others in found.items() if others}


def _row_of(spelling: str, language: str) -> TokenRow:
    return tuple(token for chunk in chunks(spelling, language) for token in chunk.tokens)
