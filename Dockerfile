# The base is an argument, so that a mirror or a pinned digest can stand in for it.
ARG BASE=python:3.11.14-slim-bookworm

FROM ${BASE} AS build
# A further lock file, such as `deploy/sentry.txt`.
ARG ALSO=""
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN apt-get update && apt-get install --yes --no-install-recommends binutils
# Without a pip of its own: nothing is installed into what runs.
RUN python3 -m venv --without-pip /venv
WORKDIR /app
COPY requirements.txt ./
COPY deploy/sentry.txt ./deploy/
RUN python3 -m pip --python /venv/bin/python install --no-compile --require-hashes \
    -r requirements.txt ${ALSO:+-r $ALSO}
# What no page needs, measured: 383 → 239 MB above the base. HEIC, which uploads can't be; sources of
# catalogues; libraries' own tests; all of Amazon's services but the store and who may enter it;
# what debuggers read (not of libraries that wheels have patched).
RUN python3 -m pip --python /venv/bin/python uninstall --yes pillow-heif \
    && cd /venv/lib/python3*/site-packages \
    && find . -name "*.po" -delete \
    && find . -type d \( -name tests -o -path ./wagtail/test -o -path ./modelsearch/test \) -prune -exec rm -r {} + \
    && find botocore/data -mindepth 1 -maxdepth 1 -type d ! -name s3 ! -name "sso*" ! -name sts -exec rm -r {} + \
    && find . -name "*.so" ! -path "*.libs/*" -exec strip --strip-unneeded {} +
COPY . .
# With the files of the API's documentation, should it be switched on, and packed by brotli too, which
# is too slow for every `make demo`. Libraries' sources of it are not needed again, maps for debuggers never.
RUN DATA_DIR=/tmp/data API=true STATIC_BROTLI=true STATIC_ROOT=/app/static \
    /venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && find static -name "*.map*" -delete \
    && find /venv/lib -type d -path "*/site-packages/*/static" -prune -exec rm -r {} +
# By hash, since a builder that rounds file times would leave every compiled file stale.
RUN find /venv /app -name __pycache__ -prune -exec rm -r {} + \
    && /venv/bin/python -m compileall -q -f -j 0 --invalidation-mode unchecked-hash \
    /venv/lib config home blog search

FROM ${BASE}
# Such as the commit's hash: `docker build --build-arg REVISION=$(git rev-parse HEAD) .`
ARG REVISION=""
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Epoch" \
    org.opencontainers.image.description="A Wagtail site for people who write about machine learning and software" \
    org.opencontainers.image.version=$VERSION \
    org.opencontainers.image.revision=$REVISION \
    org.opencontainers.image.licenses="MIT"
ENV REVISION=$REVISION PATH=/venv/bin:$PATH HOST=0.0.0.0 PORT=8000 DATA_DIR=/data STATIC_ROOT=/app/static
RUN useradd --uid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin epoch \
    && install -d -o epoch -g epoch -m 0750 /data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER epoch
# All that is written lies here, or in /tmp for a moment: the rest may be read-only.
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s CMD ["python3", "-c", \
    "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=2)"]
# Migrating is a step of its own (see compose.yaml), never part of a start.
CMD ["python3", "manage.py", "serve"]
