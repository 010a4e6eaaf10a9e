#!/bin/sh
# Serves the bento; any other words are run as a command.
set -eu

if [ "${1:-serve}" = serve ]; then
  exec /app/.venv/bin/python "$BENTO_PATH/src/serve.py"
fi
exec "$@"
