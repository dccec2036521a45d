#!/usr/bin/env bash
# Measures indexing and searching a generated mailbox, by acmail's replica and by notmuch: search.sh [COUNT [REPETITIONS]]
set -euo pipefail
export LC_ALL=C.UTF-8 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

count=${1:-10000} repetitions=${2:-200}
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
for package in notmuch python3-notmuch2; do
  [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || apt-get -qq -y --no-install-recommends install "$package" >&2
done
work=$(mktemp -d /var/tmp/acmail-search.XXXXXX)
trap 'rm -rf "$work"' EXIT
export NOTMUCH_CONFIG=$work/notmuch.conf

echo '# acmail'
dotnet run -c Release --project "$here/../AcMail.Benchmarks" -- search --count "$count" --repetitions "$repetitions" --directory "$work"
sync -f "$work"

echo '# notmuch'
printf '[database]\npath=%s\n[maildir]\nsynchronize_flags=false\n' "$work/Maildir" >"$NOTMUCH_CONFIG"
TIMEFORMAT='%R %U %S'
{ time notmuch new --quiet; } 2>&1 | awk -v count="$count" \
  '{ printf "headers, conversations and bodies indexed in %.2f s (processor %.2f s), %.0f messages/s\n", $1, $2 + $3, count / $1 }'
du -sb "$work/Maildir/.notmuch" | awk '{ printf "index %.1f MB\n", $1 / 1e6 }'
/usr/bin/python3 "$here/notmuch.py" "$NOTMUCH_CONFIG" "$work/queries.txt" "$repetitions"
