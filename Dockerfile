# Small, without root, with a read-only file system but for /data:
#   docker build -t study-bot .
#   docker run --read-only --tmpfs /tmp -v study-bot:/data \
#     -v ~/.config/study-bot/token:/run/token:ro -e DISCORD_TOKEN_FILE=/run/token study-bot
FROM python:3.12-slim AS build
RUN python -m venv /opt/venv
# With the driver for PostgreSQL: the volume is not the only place for the data.
COPY requirements/postgresql.txt /tmp/locked.txt
RUN /opt/venv/bin/python -m pip install --no-cache-dir --require-hashes -r /tmp/locked.txt

FROM python:3.12-slim
# Pictures hold names, which the imaging library's own letters lack beyond English.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-dejavu-core && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --create-home --home-dir /data bot
COPY --from=build /opt/venv /opt/venv
COPY bot /srv/bot/bot
COPY cogs /srv/bot/cogs
COPY knowledge /srv/bot/knowledge
# The file system is read-only later: each start would compile again, for 0.4 s and a MiB.
RUN /opt/venv/bin/python -m compileall -q /srv/bot/bot /srv/bot/cogs
ENV PATH=/opt/venv/bin:$PATH PYTHONPATH=/srv/bot PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# A config.yaml is looked for here, and what the bot remembers goes into a folder beside it.
WORKDIR /data
VOLUME /data
USER bot
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s CMD ["python", "-m", "bot", "health"]
CMD ["python", "-m", "bot", "run"]
