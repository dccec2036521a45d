#!/usr/bin/env bash
# Measures time, peak memory and the longest log of passes over one huge mailbox: million.sh [COUNT]
set -euo pipefail
export LC_ALL=C DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

count=${1:-1000000}
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
repository=$(readlink -f "$here/../..")
work=$(mktemp -d /var/tmp/acmail-million.XXXXXX)
chmod 755 "$work"
account=$work/mail/bench

cleanup() {
  "$repository/eng/mailserver.sh" stop "$work/server" >&2 || true
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' HUP INT TERM

endpoint() {
  sed -n "s/.*\"$1\": \([0-9]*\).*/\1/p" "$work/server/endpoints.json"
}

acmail() {
  "$repository/artifacts/cli/acmail" --config "$work/acmail.json" --json "$@"
}

# What another client does to the first so many messages.
store() {
  python3 - "$(endpoint imap)" "$1" "$2" <<'PY'
import imaplib, sys
imap = imaplib.IMAP4('127.0.0.1', int(sys.argv[1]))
imap.login('bench', 'secret')
imap.select('INBOX')
status, answer = imap.uid('STORE', '1:' + sys.argv[2], sys.argv[3], r'(\Seen)')
assert status == 'OK', answer
imap.logout()
PY
}

# measured TITLE: one pass.
measured() {
  local from to log longest=0 watch
  sync
  echo 0 >"$work/longest"
  while sleep 0.05; do
    log=$(stat -c %s "$account/replica.db-wal" 2>/dev/null) || continue
    ((log <= longest)) || { longest=$log; echo "$longest" >"$work/longest"; }
  done &
  watch=$!
  from=$EPOCHREALTIME
  /usr/bin/time -f %M -o "$work/peak" "$repository/artifacts/cli/acmail" --config "$work/acmail.json" --json sync bench >"$work/stdout" || {
    cat "$work/stdout" >&2
    exit 1
  }
  to=$EPOCHREALTIME
  kill "$watch"
  awk -v title="$1" -v from="$from" -v to="$to" -v longest="$(<"$work/longest")" \
    '{ printf "| %s | %.1f s | %.0f MB | %.0f MB |\n", title, to - from, $1 / 1000, longest / 1e6 }' "$work/peak"
}

"$repository/eng/publish-cli.sh" "$repository/artifacts/cli" >&2
dotnet msbuild "$here/../AcMail.Benchmarks" -restore -p:Configuration=Release -nologo -verbosity:quiet >&2
"$repository/eng/mailserver.sh" start "$work/server" >&2
# So many messages do not fit into what Dovecot allows itself.
echo 'default_vsz_limit = 4G' >>"$work/server/dovecot/dovecot.conf"
doveadm -c "$work/server/dovecot/dovecot.conf" reload
dotnet "$repository/artifacts/bin/AcMail.Benchmarks/release/AcMail.Benchmarks.dll" generate --count "$count" --seed 5 --size 2000 \
  --maildir "$work/server/mail/bench/Maildir" --owner "$(endpoint uid):$(endpoint gid)" >&2
cat >"$work/acmail.json" <<EOF
{ "AcMail": { "Directory": "mail", "Accounts": { "bench": {
  "Protocol": "Imap", "EmailAddress": "bench@ac-lyon.fr", "Password": "secret",
  "Incoming": { "Host": "127.0.0.1", "Port": $(endpoint imap), "Security": "None", "AllowInsecure": true, "UserName": "bench" }
} } } }
EOF

echo "| $count messages of 2 KB | time | peak memory | longest log |"
echo '|---|--:|--:|--:|'
measured 'first synchronisation'
measured 'nothing new'
store "$count" +FLAGS.SILENT
measured 'every message read on the server'
for ((at = 0; at < count; at += 100000)); do
  mapfile -t ids < <(seq $((at + 1)) $((at + 100000 < count ? at + 100000 : count)))
  acmail mark bench "${ids[@]}" --remove '\Seen' >/dev/null
done
measured 'every message marked here'
rm -f "$work"/server/mail/bench/Maildir/dovecot-uid* "$work"/server/mail/bench/Maildir/dovecot.index*
measured 'every message numbered anew'
