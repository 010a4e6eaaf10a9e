#!/bin/bash
# Serves the bento; any other words are run as a command.
set -euo pipefail

if (($# == 0)) || [[ $1 == serve ]]; then
  exec bentoml serve "$BENTO_PATH"
fi
exec "$@"
