#!/usr/bin/env bash
# PostgreSQL and Redis for `npm run test:queue`, from Debian's packages, unless they are there. Needs root.
set -euo pipefail

if ! command -v redis-server >/dev/null || ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then
  apt-get update
  apt-get install -y --no-install-recommends redis-server postgresql
fi
