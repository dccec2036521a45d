# Passes of acmail alone over one huge mailbox: sourced by peers.sh.

# seen_there COUNT: another client reads so many messages at once.
seen_there() {
  python3 - "$(endpoint imap)" "$1" <<'PY'
import imaplib, sys
imap = imaplib.IMAP4('127.0.0.1', int(sys.argv[1]))
imap.login('benchmillion', 'secret')
imap.select('INBOX')
status, answer = imap.uid('STORE', '1:' + sys.argv[2], '+FLAGS.SILENT', r'(\Seen)')
assert status == 'OK', answer
imap.logout()
PY
}

# unseen_here COUNT: the same messages are unread here, as many at a time as a command line takes.
unseen_here() {
  local at ids
  for ((at = 0; at < $1; at += 100000)); do
    mapfile -t ids < <(seq $((at + 1)) $((at + 100000 < $1 ? at + 100000 : $1)))
    "$acmail" --config "$work/acmail-benchmillion/acmail.json" mark bench "${ids[@]}" --remove '\Seen' >/dev/null
  done
}

# moved_here COUNT: so many messages, no more than a command line takes, are moved to a new mailbox here.
moved_here() {
  local config=$work/acmail-benchmillion/acmail.json ids
  mapfile -t ids < <(seq 1 "$1")
  "$acmail" --config "$config" mailbox create bench Archives >/dev/null
  "$acmail" --config "$config" move bench "${ids[@]}" --to Archives >/dev/null
}

# pass TITLE: synchronises once, and prints seconds, peak memory and the longest log of the store's database.
pass() {
  local size longest=0 watch log=$work/acmail-benchmillion/mail/bench/replica.db-wal
  echo 0 >"$work/longest"
  while [[ -d $work ]]; do
    sleep 0.05
    size=$(stat -c %s "$log" 2>/dev/null) || continue
    ((size <= longest)) || echo "$((longest = size))" >"$work/longest"
  done >&2 & # It must not hold the table open: what fails meanwhile would never be told.
  watch=$!
  rm -f "$work/results/million"
  acmail_run benchmillion million
  kill "$watch"
  awk -v title="$1" -v longest="$(<"$work/longest")" \
    '{ printf "| %s | %.1f s | %.0f MB | %.0f MB |\n", title, $1, $2, longest / 1e6 }' "$work/results/million"
}

# million COUNT
million() {
  local maildir=$mail/benchmillion/Maildir moved=$(($1 < 100000 ? $1 : 100000))
  # So many messages do not fit into what Dovecot allows itself.
  echo 'default_vsz_limit = 4G' >>"$work/server/dovecot/dovecot.conf"
  doveadm -c "$work/server/dovecot/dovecot.conf" reload
  generate benchmillion "$1" --seed 5 --size 2000
  acmail_fresh benchmillion Imap
  echo "| $1 messages of 2 KB | time | peak memory | longest log |"
  echo '|---|--:|--:|--:|'
  pass 'first synchronisation'
  acmail_check benchmillion "$1"
  pass 'nothing new'
  seen_there "$1"
  pass 'every message read on the server'
  unseen_here "$1"
  pass 'every message marked here'
  rm -f "$maildir"/dovecot-uid* "$maildir"/dovecot.index*
  pass 'every message numbered anew'
  acmail_check benchmillion 0
  moved_here "$moved"
  pass "$moved messages moved here"
}
