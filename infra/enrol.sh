#!/bin/sh
# Makes the work pool, the deployments and the alarms known to the Prefect server. Safe to repeat.
# The deployments are those of prefect.yaml beside this file, or of the file that is named. Alarms are enrolled where
# PRESSEARCHIV_ALARM_WEBHOOK_URL or PRESSEARCHIV_ALARM_MAIL_URL is set.
set -eu
here=$(dirname "$0")
pool=pressearchiv

prefect work-pool inspect "$pool" >/dev/null 2>&1 || prefect --no-prompt work-pool create "$pool" --type process
prefect --no-prompt deploy --prefect-file "${1:-$here/prefect.yaml}" --all
# Of an earlier version: it took live runs for lost while the broker was away. The flow rescue-runs is in its place.
prefect --no-prompt automation delete "Start lost runs again" >/dev/null 2>&1 || true
if [ -n "${PRESSEARCHIV_ALARM_WEBHOOK_URL:-}${PRESSEARCHIV_ALARM_MAIL_URL:-}" ]; then
    "$(dirname "$(command -v prefect)")/python" -m infra.alarms
fi
