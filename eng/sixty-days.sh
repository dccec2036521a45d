#!/usr/bin/env bash
# Lives through 120 days in minutes: mail arrives daily at a real Dovecot, acmail synchronises under a clock that faketime moves,
# and every day the server must hold exactly what was downloaded within the last 60 days, the replica everything.
set -euo pipefail
export LC_ALL=C

usage="Usage: $0 ACMAIL [DAYS]   (the program, published or built; 120 days)"
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
program=$(readlink -f "${1:?$usage}") days=${2:-120} window=60

die() {
  echo "sixty-days: $*" >&2
  exit 1
}

command -v faketime >/dev/null || die 'needs the Debian package faketime'
work=$(mktemp -d /var/tmp/acmail-sixty.XXXXXX)
cleanup() {
  "$here/mailserver.sh" stop "$work/server" >&2 || true
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' HUP INT TERM
chmod 755 "$work"
"$here/mailserver.sh" start "$work/server" >&2

endpoint() {
  sed -n "s/.*\"$1\": \([0-9]*\).*/\1/p" "$work/server/endpoints.json"
}

maildir=$work/server/mail/david/Maildir
mkdir -p "$maildir"/{cur,new,tmp}
owner=$(endpoint uid):$(endpoint gid)
chown -R "$owner" "$work/server/mail/david"
cat >"$work/acmail.json" <<EOF
{ "AcMail": { "Directory": "mail", "Accounts": { "david": {
  "Protocol": "Pop3", "EmailAddress": "david.martin@ac-lyon.fr", "Password": "secret",
  "Incoming": { "Host": "127.0.0.1", "Port": $(endpoint pop3), "Security": "None", "AllowInsecure": true, "UserName": "david" },
  "Pop3": { "LeaveOnServer": { "Mode": "ForDays", "Days": $window } }
} } } }
EOF

# deliver DAY NUMBER: the file's name tells the day, so that looking at the server needs no protocol.
deliver() {
  local file
  file=$maildir/tmp/$((1700000000 + $1 * 100 + $2)).D$1N$2.test
  printf 'From: CPE <cpe@ac-lyon.fr>\r\nSubject: day %d, number %d\r\n\r\n%s\r\n' "$1" "$2" "$(seq -s ' ' "$((1 + $2 * 50))")" >"$file"
  chown "$owner" "$file"
  mv "$file" "$maildir/cur/${file##*/}:2,"
}

on_server() {
  find "$maildir/cur" "$maildir/new" -type f -printf '%f\n' | sed -n 's/.*\(D[0-9]*N[0-9]*\)\..*/\1/p' | sort
}

# The library's own timers must not believe that decades pass.
export FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1
sent=0 deleted=0
: >"$work/arrivals"
for ((day = 0; day < days; day++)); do
  count=$(((day * 7) % 4))
  for ((n = 1; n <= count; n++)); do
    deliver "$day" "$n"
    echo "$day D${day}N$n" >>"$work/arrivals"
  done
  ((sent += count)) || true
  # A minute later each day, as a task planned for a time of day is now and then.
  when=$(date -u -d "2026-01-05 08:00 UTC +$day days +$day minutes" '+%Y-%m-%d %H:%M:%S')
  TZ=UTC faketime -f "@$when" "$program" --config "$work/acmail.json" --json sync david >"$work/report" 2>"$work/errors" ||
    die "day $day: $(cat "$work/report" "$work/errors")"
  awk -v today="$day" -v window="$window" 'today - $1 < window { print $2 }' "$work/arrivals" | sort >"$work/expected"
  on_server >"$work/found"
  cmp -s "$work/expected" "$work/found" || die "day $day: the server holds $(wc -l <"$work/found") messages instead of $(wc -l <"$work/expected"): $(diff "$work/expected" "$work/found" | head -n 5)"
  ((deleted += $(sed -n 's/.*"maildrop":{"listed":[0-9]*,"deleted":\([0-9]*\).*/\1/p' "$work/report"))) || true
done

"$program" --config "$work/acmail.json" export david --format maildir --to "$work/export" >/dev/null
held=$(find "$work/export" -type f -path '*/cur/*' | wc -l)
((held == sent)) || die "the replica holds $held messages instead of $sent"
"$program" --config "$work/acmail.json" doctor david >/dev/null || die 'the replica is damaged'
echo "$days days: $sent messages arrived and are held, $deleted left the server, $(wc -l <"$work/found") are there: exactly those of the last $window days, every day."
