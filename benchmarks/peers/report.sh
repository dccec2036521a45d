# The table: sourced by peers.sh.

# median NAME COLUMN
median() {
  cut -d' ' -f"$2" "$work/results/$1" | sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

# row TITLE UNIT COLUMN OURS THEIRS PEER [TARGET]: TARGET compares the ratio to the peer, such as "<= 0.5".
row() {
  [[ -e $work/results/$4 ]] || return 0
  awk -v title="$1" -v unit="$2" -v ours="$(median "$4" "$3")" -v theirs="$(median "$5" "$3")" -v peer="$6" -v target="${7:-}" '
    BEGIN {
      ratio = ours / theirs
      split(target, t, " ")
      held = target == "" ? "" : ((t[1] == "<=" ? ratio <= t[2] : ratio >= t[2]) ? "yes" : "**no**")
      sub("<=", "≤", target); sub(">=", "≥", target)
      digits = unit == "s" ? 2 : 0
      printf "| %s | %.*f %s | %s %.*f %s | %.2f | %s | %s |\n", title, digits, ours, unit, peer, digits, theirs, unit, ratio,
        target == "" ? "" : target " ×", held
    }'
}

# limit TITLE OURS THEIRS PEER MEGABYTES: peak memory, with a target of its own.
limit() {
  [[ -e $work/results/$2 ]] || return 0
  awk -v title="$1" -v ours="$(median "$2" 2)" -v theirs="$(median "$3" 2)" -v peer="$4" -v most="$5" '
    BEGIN { printf "| %s | %.0f MB | %s %.0f MB | %.2f | ≤ %d MB | %s |\n", title, ours, peer, theirs, ours / theirs, most, ours <= most ? "yes" : "**no**" }'
}

by_bare='The same by a bare socket that keeps nothing'
by_floor='The same by MailKit alone in a native program that keeps nothing'

report() {
  echo "Measured on $(date -u +%F) with \`$command_line\` at commit $(git -C "$repository" describe --always --dirty 2>/dev/null): $(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1)," \
    "$(nproc) cores, Linux $(uname -r), $(df --output=fstype "$work" | tail -n 1), .NET SDK $(dotnet --version)," \
    "$(mbsync --version), $(mpop --version | sed -n '1s/ version//p'), Dovecot $(dovecot --version | cut -d' ' -f1)," \
    "Postfix $(postconf -dh mail_version). Load average $(cut -d" " -f1-3 /proc/loadavg) at the end. Medians of $runs runs."
  echo
  echo '| | acmail | peer | ratio | target | held |'
  echo '|---|--:|--:|--:|--:|---|'
  row 'Initial IMAP sync, 10,000 messages' s 1 acmail-10k mbsync-fsync-10k 'mbsync, FSync yes,' '<= 0.15'
  row 'Initial IMAP sync, 10,000 messages' s 1 acmail-10k mbsync-10k 'mbsync, FSync no,' '<= 1.2'
  row 'Nothing new, 10,000 messages' s 1 acmail-idle-10k mbsync-idle-10k mbsync '<= 1.0'
  row "$by_bare" s 1 bare-idle-10k mbsync-idle-10k mbsync
  row "$by_floor" s 1 floor-idle-10k mbsync-idle-10k mbsync
  row "A native program's start" s 1 floor-hello mbsync-idle-10k mbsync
  if [[ ! $quick ]]; then
    row 'Initial IMAP sync, 100,000 messages' s 1 acmail-100k mbsync-100k 'mbsync, FSync no,' '<= 0.7'
    row 'Nothing new, 100,000 messages' s 1 acmail-idle-100k mbsync-idle-100k mbsync '<= 0.5'
  fi
  changing_rows 10k 10,000
  changing_rows 100k 100,000
  # Seconds: as many times longer as the rate is lower.
  row 'Initial IMAP sync, 10,000 messages' s 1 acmail-read mailkit-read 'MailKit alone, reading only,' '<= 2.86'
  row 'Initial IMAP sync over TLS, 10,000 messages' s 1 acmail-read-tls mailkit-read-tls 'MailKit alone, reading only,' '<= 1.82'
  row 'Initial IMAP sync, 10,000 messages of 2 KB, 50 ms each way' s 1 acmail-far acmail-near 'acmail, no distance,'
  row 'Initial POP3 download, 1,000 messages of 2 KB, 50 ms each way' s 1 acmail-pop-far acmail-pop-far-alone 'acmail, server without PIPELINING,'
  row 'Initial POP3 download, 10,000 messages' s 1 acmail-pop mpop mpop '<= 0.35'
  row 'Nothing new by POP3, 10,000 messages' s 1 acmail-pop-idle mpop-idle mpop '<= 1.0'
  row "$by_bare" s 1 bare-pop-idle mpop-idle mpop
  row "$by_floor" s 1 floor-pop-idle mpop-idle mpop
  row "Sending $send_count messages of 6 KB over one connection, 8 calls at a time" '/s' 1 send-acmail-8 send-mailkit-6k 'MailKit SmtpClient' '>= 10'
  row "Sending $send_count messages of 6 KB over one connection" '/s' 1 send-acmail-6k send-mailkit-6k 'MailKit SmtpClient' '>= 10'
  # What the durable outbox costs.
  row "Sending $send_count messages of 6 KB over one connection" '/s' 1 send-acmail-6k send-nodelay-6k 'MailKit with TCP_NODELAY'
  # Below 4 KB MailKit writes a message at once, and Nagle's algorithm does not delay it.
  row "Sending $send_count messages of 2 KB over one connection" '/s' 1 send-acmail-2k send-mailkit-2k 'MailKit SmtpClient'
  limit 'Peak memory, initial, 10,000 messages' acmail-10k mbsync-10k mbsync 120
  [[ $quick ]] || limit 'Peak memory, initial, 100,000 messages' acmail-100k mbsync-100k mbsync 120
  limit 'Peak memory, one message of 60 MB' acmail-large-Imap mbsync-large mbsync 120
  limit 'Peak memory, one message of 60 MB by POP3' acmail-large-Pop3 mpop-large mpop 120
  echo
  echo 'Every run, in seconds (sending: messages per second):'
  echo
  local result
  for result in "$work"/results/*; do
    echo "- ${result##*/}: $(cut -d' ' -f1 "$result" | paste -sd ' ')"
  done
}
