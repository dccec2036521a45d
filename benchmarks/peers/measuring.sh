# What is measured, and how: sourced by peers.sh.

# measure NAME COMMAND…: adds a line with seconds and peak MB to results/NAME; "-" measures nothing.
measure() {
  local from to name=$1
  shift
  # What an earlier run left to be written must not slow this one's fsync.
  sync
  from=$EPOCHREALTIME
  /usr/bin/time -f %M -o "$work/peak" "$@" >"$work/stdout" 2>"$work/stderr" ||
    die "failed: $* $(tail -n 20 "$work/stdout" "$work/stderr")"
  to=$EPOCHREALTIME
  [[ $name != - ]] || return 0
  awk -v from="$from" -v to="$to" '{ printf "%.3f %.1f\n", to - from, $1 / 1000 }' "$work/peak" >>"$work/results/$name"
}

# initial NAME PROGRAM USER COUNT OPTION: downloads everything into a fresh directory.
initial() {
  rm -rf "${work:?}/$2-$3"
  "$2_fresh" "$3" "$5"
  "$2_run" "$3" "$1"
  "$2_check" "$3" "$4"
}

# idle NAME PROGRAM USER COUNT: finds nothing new.
idle() {
  "$2_run" "$3" "$1"
  "$2_check" "$3" "$4"
}

# turns FUNCTION…: runs each in turn, --runs times, so that a machine that slows down does so for all.
turns() {
  local run function
  for ((run = 1; run <= runs; run++)); do
    say "  run $run of $runs"
    for function in "$@"; do $function; done
  done
}

# mailbox LABEL COUNT: initial and nothing-new synchronisation.
mailbox() {
  local user=bench$1 count=$2 rivals=()
  generate "$user" "$count" --seed 1
  say "initial synchronisation of $count messages"
  # The server's indexes and caches then know what each program asks for.
  initial - acmail "$user" "$count" Imap
  initial - mbsync "$user" "$count" no
  # With fsync the large mailbox would take mbsync minutes, and prove the same.
  ((count > 10000)) || rivals=("initial mbsync-fsync-$1 mbsync $user $count yes")
  turns "initial acmail-$1 acmail $user $count Imap" "${rivals[@]}" "initial mbsync-$1 mbsync $user $count no"

  say "nothing-new synchronisation of $count messages"
  idle - acmail "$user" 0
  idle - mbsync "$user" "$count"
  local kind=idle sign=
  bare_run "$user" -
  turns "idle acmail-idle-$1 acmail $user 0" "idle mbsync-idle-$1 mbsync $user $count" "bare_run $user bare-idle-$1" \
    "floor_run $user floor-idle-$1"
  changing "$1" "$user"
  rm -rf "${work:?}/acmail-$user" "${work:?}/mbsync-$user" "${mail:?}/$user"
}

maildrop() {
  local user=benchpop count=10000
  generate "$user" "$count" --seed 2
  say "initial POP3 download of $count messages"
  initial - acmail "$user" "$count" Pop3
  initial - mpop "$user" "$count" -
  turns "initial acmail-pop acmail $user $count Pop3" "initial mpop mpop $user $count -"

  say "nothing-new POP3 synchronisation of $count messages"
  idle - acmail "$user" 0
  idle - mpop "$user" "$count"
  local kind=pop sign=
  turns "idle acmail-pop-idle acmail $user 0" "idle mpop-idle mpop $user $count" "bare_run $user bare-pop-idle" "floor_run $user floor-pop-idle"
  rm -rf "${work:?}/acmail-$user" "${work:?}/mpop-$user" "${mail:?}/$user"
}

# large_message PROTOCOL RIVAL: one message, whose memory counts.
large_message() {
  local user=benchlarge-${1,,} rival=$2
  generate "$user" 1 --seed 3 --size 60000000
  say "a message of 60 MB by $1"
  initial - acmail "$user" 1 "$1"
  initial - "$rival" "$user" 1 no
  turns "initial acmail-large-$1 acmail $user 1 $1" "initial $rival-large $rival $user 1 no"
  rm -rf "${work:?}/acmail-$user" "${work:?}/$rival-$user" "${mail:?}/$user"
}

send_count=500

# send NAME MODE SIZE [PARALLEL]: adds messages per second to results/NAME. The server discards what goes to puits@.
send() {
  rm -rf "$work/outbox"
  sync
  "${bench[@]}" send --mode "$2" --size "$3" --parallel "${4:-1}" --count "$send_count" --port "$(endpoint smtpPlain)" --user dmartin --to puits@ac-lyon.fr \
    --directory "$work/outbox" >"$work/stdout" || die "sending failed: $(<"$work/stdout")"
  awk '{ print $1 }' "$work/stdout" >>"$work/results/$1"
}

# A native program's start, which is in every figure of acmail and floor.
starting() {
  turns "measure floor-hello $floor hello"
}

sending() {
  say "sending $send_count messages"
  turns 'send send-acmail-6k acmail 6000' 'send send-acmail-8 acmail 6000 8' 'send send-mailkit-6k mailkit 6000' 'send send-nodelay-6k mailkit-nodelay 6000' \
    'send send-acmail-2k acmail 2000' 'send send-mailkit-2k mailkit 2000'
}
