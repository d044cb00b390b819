# The base is an argument, so that a mirror or a pinned digest can stand in for it.
ARG BASE=python:3.11.14-slim-bookworm

FROM ${BASE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
# Without a pip of its own: nothing is installed into what runs.
RUN python3 -m venv --without-pip /venv
WORKDIR /app
COPY requirements.txt ./
RUN python3 -m pip --python /venv/bin/python install --no-compile --require-hashes -r requirements.txt
COPY . .
# By hash, since a builder that rounds file times would leave every compiled file stale.
RUN /venv/bin/python -m compileall -q -f -j 0 --invalidation-mode unchecked-hash \
    /venv/lib config home blog search
# Packed by brotli too, which is too slow for every `make demo`.
RUN STATIC_BROTLI=true STATIC_ROOT=/app/static /venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM ${BASE}
# Such as the commit's hash: `docker build --build-arg REVISION=$(git rev-parse HEAD) .`
ARG REVISION=""
ENV REVISION=$REVISION PATH=/venv/bin:$PATH HOST=0.0.0.0 PORT=8000 DATA_DIR=/data STATIC_ROOT=/app/static
RUN useradd --uid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin epoch \
    && install -d -o epoch -g epoch -m 0750 /data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER epoch
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s CMD ["python3", "-c", \
    "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=2)"]
# Migrating is a step of its own (see compose.yaml), never part of a start.
CMD ["python3", "manage.py", "serve"]
