#!/bin/sh
# Makes the work pool, the deployments and the automations known to the Prefect server. Safe to repeat.
# The deployments are those of prefect.yaml beside this file, or of the file that is named.
set -eu
here=$(dirname "$0")
pool=pressearchiv

prefect work-pool inspect "$pool" >/dev/null 2>&1 || prefect --no-prompt work-pool create "$pool" --type process
prefect --no-prompt deploy --prefect-file "${1:-$here/prefect.yaml}" --all
for file in "$here"/automations/*.yaml; do
    name=$(sed -n 's/^name: //p' "$file")
    prefect automation inspect "$name" >/dev/null 2>&1 || prefect --no-prompt automation create --from-file "$file"
done
