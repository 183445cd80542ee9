#!/usr/bin/env bash
# Reproduces a job of GitHub's workflows on this machine: in a fresh clone of the current commit, as an ordinary user
# who may use sudo. As root, that user is created for the time being; anyone else is such a user already.
#
#   bash scripts/as-user.sh                                   all of .ci/run, like the main job
#   bash scripts/as-user.sh 'npm ci && npm run test:queue'    a part of it
#
# What the command leaves in reports/ comes back to reports/ here.
set -euo pipefail
cd "$(dirname "$0")/.."
root="$PWD"
command="${1:-bash .ci/run}"
user=kaleyra-ci
is_root() { [ "$(id -u)" -eq 0 ]; }

work="$(mktemp -d)"
clean_up() {
  rm -rf "$work"
  if is_root; then
    rm -f "/etc/sudoers.d/$user"
    userdel --remove "$user" 2>/dev/null || true
  fi
}
trap clean_up EXIT

# Without hard links, or changing the clone's owner would change that of this repository's objects.
git clone --quiet --no-hardlinks "$root" "$work/project"
mkdir -p "$work/project/reports"

# That user has no configuration of npm's.
registry="$(npm config get registry)"
export CI=true npm_config_registry="$registry"
cache="${N8N_CACHE:-$root/.cache/n8n}"

if is_root; then
  command -v sudo >/dev/null || { apt-get update && apt-get install -y --no-install-recommends sudo; }
  id "$user" >/dev/null 2>&1 || useradd --create-home "$user"
  echo "$user ALL=(ALL) NOPASSWD: ALL" >"/etc/sudoers.d/$user"
  chown -R "$user" "$work"
  as_user() { su "$user" --shell /bin/bash --command "$1"; }
else
  as_user() { bash -c "$1"; }
fi

# A fetched n8n is read only, so one that the user may read serves as it is.
if as_user "test -r '$cache' -a -x '$cache'"; then export N8N_CACHE="$cache"; else unset N8N_CACHE; fi
status=0
as_user "cd '$work/project' && $command" || status=$?
mkdir -p "$root/reports"
cp -r "$work/project/reports/." "$root/reports/"
exit "$status"
