# A thousand changes, down, up and new: sourced by peers.sh.

changes=1000

# mbsyncf is mbsync with fsync, in a copy of what mbsync downloaded.
mbsyncf_run() {
  measure "$2" mbsync -q -c "$work/mbsyncf-$1/mbsyncrc" bench
}

mbsyncf_copy() {
  cp -a "$work/mbsync-$1" "$work/mbsyncf-$1"
  sed -i "s|^FSync .*|FSync yes|; s|mbsync-$1/|mbsyncf-$1/|" "$work/mbsyncf-$1/mbsyncrc"
}

# port_of KIND: where the server is asked for it.
port_of() {
  if [[ $1 == pop ]]; then endpoint pop3; else endpoint imap; fi
}

# bare is a socket that says the least a client must say: what of the time is the server's.
bare_run() {
  local how=$kind
  [[ $2 != - ]] || how=keep
  python3 "$here/peers/bare.py" "$(port_of "$kind")" "$1" "$work/bare-$1" "$how" "$sign" >"$work/stdout" || die "bare.py failed"
  [[ $2 == - ]] || cat "$work/stdout" >>"$work/results/$2"
}

bare_here() { :; }

# floor is MailKit alone, natively compiled: it asks for what bare.py remembered.
floor_run() {
  if [[ $2 == - ]]; then bare_run "$1" -; else measure "$2" "$floor" "$(port_of "$kind")" "$1" "$work/bare-$1" "$kind" "$sign"; fi
}

floor_here() { :; }

# on_server USER COMMAND: what another client does, spread over the inbox; prints how many messages are flagged afterwards.
on_server() {
  python3 - "$(endpoint imap)" "$1" "$2" "$changes" <<'PY'
import imaplib, sys
port, user, command, count = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
imap = imaplib.IMAP4('127.0.0.1', port)
imap.login(user, 'secret')
imap.select('INBOX')
if command != 'count':
    uids = imap.uid('SEARCH', 'ALL')[1][0].split()
    uids = uids[::len(uids) // count][:count]
    for at in range(0, count, 500):
        imap.uid('STORE', b','.join(uids[at:at + 500]).decode(), command, r'(\Flagged)')
print(len(imap.uid('SEARCH', 'FLAGGED')[1][0].split()))
imap.logout()
PY
}

# here PROGRAM USER +|-: flags messages, spread over the inbox, or unflags them, in what the program holds.
acmail_here() {
  local ids option=--remove
  [[ $2 == - ]] || option=--add
  "$acmail" --config "$work/acmail-$1/acmail.json" --json list bench --mailbox INBOX --limit 1000000 >"$work/list"
  mapfile -t ids < <(python3 -c 'import json, sys
ids = [m["id"] for m in json.load(open(sys.argv[1]))]
n = int(sys.argv[2])
print(*ids[::len(ids) // n][:n], sep="\n")' "$work/list" "$changes")
  "$acmail" --config "$work/acmail-$1/acmail.json" --json mark bench "${ids[@]}" "$option" '\Flagged' >/dev/null
}

mbsync_here() { maildir_here "$work/mbsync-$1/mail/INBOX" "$2"; }
mbsyncf_here() { maildir_here "$work/mbsyncf-$1/mail/INBOX" "$2"; }

maildir_here() {
  python3 - "$1/cur" "$2" "$changes" <<'PY'
import os, sys
directory, sign, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
names = sorted(os.listdir(directory))
for name in names[::len(names) // count][:count]:
    base, flags = name.split(':2,')
    flags = ''.join(sorted(set(flags) | {'F'} if sign == '+' else set(flags) - {'F'}))
    os.rename(f'{directory}/{name}', f'{directory}/{base}:2,{flags}')
PY
}

# agrees PROGRAM USER: what the program holds is flagged as on the server, and is all of it.
agrees() {
  local files flagged expected
  expected=$(on_server "$2" count)
  case $1 in
    acmail)
      grep -Eq '"outcome": *"completed"' "$work/stdout" || die "acmail did not complete: $(<"$work/stdout")"
      "$acmail" --config "$work/acmail-$2/acmail.json" --json list bench --mailbox INBOX --limit 1000000 >"$work/list"
      flagged=$(python3 -c 'import json, sys; print(sum("flagged" in str(m["flags"]).lower() for m in json.load(open(sys.argv[1]))))' "$work/list") ;;
    bare | floor) return ;;
    *)
      files=$(find "$work/$1-$2/mail/INBOX/cur" "$work/$1-$2/mail/INBOX/new" -type f -printf '%f\n')
      flagged=$(grep -c ':2,.*F' <<<"$files") ;;
  esac
  ((flagged == expected)) || die "$1 has $flagged flagged messages where the server has $expected"
}

# change KIND LABEL PROGRAM USER SIGN: one change of a thousand messages, of which the program knows nothing, and its synchronisation.
change() {
  local kind=$1 label=$2 program=$3 user=$4 sign=$5
  # What the program did not know of before is not measured.
  "${program}_run" "$user" -
  case $kind in
    down) on_server "$user" "${sign}FLAGS" >/dev/null ;;
    up) "${program}_here" "$user" "$sign" ;;
    new)
      generate "$user" "$changes" --arriving --seed $((arrivals += 1)) ;;
  esac
  # mbsync waits until a maildir has been still for a second; that is not measured either.
  sleep 1.1
  "${program}_run" "$user" "$label"
  agrees "$program" "$user"
}

arrivals=100

# changing LABEL USER: every kind of change, programs taking turns.
changing() {
  local label=$1 user=$2 kind program run sign=+ result programs
  mbsyncf_copy "$user"
  for kind in down up new; do
    say "$changes changes: $kind"
    programs=(acmail mbsyncf mbsync bare)
    # What MailKit reads new mail at is measured by itself.
    [[ $kind == new ]] || programs+=(floor)
    for ((run = 0; run <= runs; run++)); do
      for program in "${programs[@]}"; do
        # The first round changes fewer, for some messages are flagged already, and is not measured.
        result=$program-$kind-$label
        ((run)) || result=-
        change "$kind" "$result" "$program" "$user" "$sign"
        # Each program finds all of its thousand messages changed: the one before it changed them the other way.
        if [[ $sign == + ]]; then sign=-; else sign=+; fi
      done
    done
  done
  rm -rf "${work:?}/mbsyncf-$user"
}

changing_rows() {
  local label=$1 count=$2 kind title
  for kind in down up new; do
    case $kind in
      down) title='1,000 flags changed on the server' ;;
      up) title='1,000 flags changed here' ;;
      new) title='1,000 new messages' ;;
    esac
    row "$title, $count messages" s 1 "acmail-$kind-$label" "mbsyncf-$kind-$label" 'mbsync, FSync yes,' '<= 0.5'
    row "$title, $count messages" s 1 "acmail-$kind-$label" "mbsync-$kind-$label" 'mbsync, FSync no,' '<= 1.0'
    row "$by_bare" s 1 "bare-$kind-$label" "mbsyncf-$kind-$label" 'mbsync, FSync yes,'
    row "$by_floor" s 1 "floor-$kind-$label" "mbsyncf-$kind-$label" 'mbsync, FSync yes,'
  done
}
