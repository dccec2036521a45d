#!/usr/bin/env bash
# Measures whole runs of acmail against mbsync, mpop and a plain MailKit SmtpClient: one mail server on loopback,
# fresh target directories, programs taking turns, medians.
set -euo pipefail
export LC_ALL=C DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

usage="Usage: $0 [--quick|--large|--pop|--million COUNT] [--runs N] [--output FILE] [--acmail FILE] [--directory DIR]

  --quick          without the mailbox of 100,000 messages
  --large          the mailbox of 100,000 messages only
  --pop            POP3 only
  --million COUNT  acmail alone, once, with so many messages: time, memory and the log of its database
  --runs N         measured runs of each program (5)
  --output FILE    also write the table there, with date and machine
  --acmail FILE    this program instead of a fresh eng/publish-cli.sh
  --directory DIR  where to work (/var/tmp); must be a disk, or fsync costs nothing"

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
repository=$(dirname "$here")
command_line="benchmarks/peers.sh${*:+ $*}"
quick='' large='' pop='' million='' incoming_port='' relay='' runs=5 output='' acmail='' parent=/var/tmp

die() {
  echo "peers: $*" >&2
  exit 1
}

say() {
  printf '%(%H:%M:%S)T %s\n' -1 "$*" >&2
}

parse() {
  while (($#)); do
    case $1 in
      --quick) quick=1 ;;
      --large) large=1 ;;
      --pop) pop=1 quick=1 ;;
      --million) million=${2:?$usage}; shift ;;
      --runs) runs=${2:?$usage}; shift ;;
      --output) output=$(readlink -m "${2:?$usage}"); shift ;;
      --acmail) acmail=$(readlink -m "${2:?$usage}"); shift ;;
      --directory) parent=$(readlink -m "${2:?$usage}"); shift ;;
      --help) echo "$usage"; exit ;;
      *) die "$usage" ;;
    esac
    shift
  done
}

# shellcheck source=peers/changes.sh
source "$here/peers/changes.sh"
# shellcheck source=peers/distance.sh
source "$here/peers/distance.sh"
# shellcheck source=peers/million.sh
source "$here/peers/million.sh"

# --- preparation ------------------------------------------------------------

install_packages() {
  local missing=() package
  for package in time isync mpop python3; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  ((EUID == 0)) || die "run first: sudo apt-get install ${missing[*]}"
  { apt-get -qq -y install "${missing[@]}" || { apt-get -qq update && apt-get -qq -y install "${missing[@]}"; }; } >&2
}

build() {
  say 'building'
  [[ $acmail ]] || { "$repository/eng/publish-cli.sh" "$repository/artifacts/cli" >&2; acmail=$repository/artifacts/cli/acmail; }
  dotnet msbuild "$here/AcMail.Benchmarks" -restore -p:Configuration=Release -nologo -verbosity:quiet >&2
  bench=(dotnet "$repository/artifacts/bin/AcMail.Benchmarks/release/AcMail.Benchmarks.dll")
}

start_server() {
  work=$(mktemp -d "$parent/acmail-peers.XXXXXX")
  trap cleanup EXIT
  trap 'exit 1' HUP INT TERM
  chmod 755 "$work"
  mkdir "$work/results"
  "$repository/eng/mailserver.sh" start "$work/server" >&2
  mail=$work/server/mail
}

cleanup() {
  say 'cleaning up'
  [[ ! $relay ]] || kill "$relay" 2>/dev/null || true
  "$repository/eng/mailserver.sh" stop "$work/server" >&2 || true
  rm -rf "$work"
}

endpoint() {
  sed -n "s/.*\"$1\": \([0-9]*\).*/\1/p" "$work/server/endpoints.json"
}

# generate USER COUNT [OPTION…]
generate() {
  say "generating $2 messages for $1"
  "${bench[@]}" generate --count "$2" --maildir "$mail/$1/Maildir" --owner "$(endpoint uid):$(endpoint gid)" "${@:3}" >&2
}

# --- programs ---------------------------------------------------------------

# Each program works in $work/NAME-USER and has three functions: NAME_fresh USER OPTION makes a directory without mail,
# NAME_run USER RESULT measures one run, NAME_check USER COUNT makes sure that everything arrived.

acmail_fresh() {
  local target=$work/acmail-$1
  mkdir -p "$target"
  local protocol=${2%Tls} port security='"None", "AllowInsecure": true'
  port=$(endpoint "${protocol,,}")
  [[ $2 == "$protocol" ]] || { port=$(endpoint imaps); security='"ImplicitTls"'; }
  cat >"$target/acmail.json" <<EOF
{ "AcMail": { "Directory": "mail", "Accounts": { "bench": {
  "Protocol": "$protocol", "EmailAddress": "$1@ac-lyon.fr", "Password": "secret", "TrustedCertificates": [ "$work/server/ca.pem" ],
  "Incoming": { "Host": "127.0.0.1", "Port": ${incoming_port:-$port}, "Security": $security, "UserName": "$1" }
} } } }
EOF
}

acmail_run() {
  measure "$2" "$acmail" --config "$work/acmail-$1/acmail.json" --json sync bench
}

acmail_check() {
  grep -Eq "\"messagesAdded\": *$2\b" "$work/stdout" || die "acmail did not add $2 messages: $(<"$work/stdout")"
}

mbsync_fresh() {
  local target=$work/mbsync-$1
  mkdir -p "$target/mail"
  cat >"$target/mbsyncrc" <<EOF
FSync $2

IMAPAccount server
Host 127.0.0.1
Port $(endpoint imap)
User $1
Pass secret
SSLType None
AuthMechs PLAIN

IMAPStore far
Account server

MaildirStore near
Path $target/mail/
Inbox $target/mail/INBOX
SubFolders Verbatim

Channel bench
Far :far:
Near :near:
Patterns *
Create Near
Expunge None
Sync All
SyncState *
EOF
}

mbsync_run() {
  measure "$2" mbsync -q -c "$work/mbsync-$1/mbsyncrc" bench
}

mbsync_check() {
  count_files "$work/mbsync-$1/mail/INBOX" "$2"
}

mpop_fresh() {
  local target=$work/mpop-$1
  mkdir -p "$target"/mail/{cur,new,tmp}
  install -m 600 /dev/stdin "$target/mpoprc" <<EOF
account bench
host 127.0.0.1
port $(endpoint pop3)
user $1
password secret
auth user
tls off
keep on
uidls_file $target/uidls
delivery maildir $target/mail
EOF
}

mpop_run() {
  measure "$2" mpop --quiet --file="$work/mpop-$1/mpoprc" bench
}

mpop_check() {
  count_files "$work/mpop-$1/mail" "$2"
}

count_files() {
  local found
  found=$(find "$1/cur" "$1/new" -type f | wc -l)
  ((found == $2)) || die "$1 has $found messages instead of $2"
}

# --- measuring --------------------------------------------------------------

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
  turns "idle acmail-idle-$1 acmail $user 0" "idle mbsync-idle-$1 mbsync $user $count" "bare_run $user bare-idle-$1"
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
  turns "idle acmail-pop-idle acmail $user 0" "idle mpop-idle mpop $user $count" "bare_run $user bare-pop-idle"
  rm -rf "${work:?}/acmail-$user" "${work:?}/mpop-$user" "${mail:?}/$user"
}

large_message() {
  generate benchlarge 1 --seed 3 --size 60000000
  say 'a message of 60 MB'
  initial - acmail benchlarge 1 Imap
  initial - mbsync benchlarge 1 no
  turns 'initial acmail-large acmail benchlarge 1 Imap' 'initial mbsync-large mbsync benchlarge 1 no'
  rm -rf "${work:?}"/{acmail,mbsync}-benchlarge "${mail:?}/benchlarge"
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

sending() {
  say "sending $send_count messages"
  turns 'send send-acmail-6k acmail 6000' 'send send-acmail-8 acmail 6000 8' 'send send-mailkit-6k mailkit 6000' 'send send-nodelay-6k mailkit-nodelay 6000' \
    'send send-acmail-2k acmail 2000' 'send send-mailkit-2k mailkit 2000'
}

# --- report -----------------------------------------------------------------

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
  row 'The same by a bare socket that keeps nothing' s 1 bare-idle-10k mbsync-idle-10k mbsync
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
  row 'The same by a bare socket that keeps nothing' s 1 bare-pop-idle mpop-idle mpop
  row "Sending $send_count messages of 6 KB over one connection, 8 calls at a time" '/s' 1 send-acmail-8 send-mailkit-6k 'MailKit SmtpClient' '>= 10'
  row "Sending $send_count messages of 6 KB over one connection" '/s' 1 send-acmail-6k send-mailkit-6k 'MailKit SmtpClient' '>= 10'
  # What the durable outbox costs.
  row "Sending $send_count messages of 6 KB over one connection" '/s' 1 send-acmail-6k send-nodelay-6k 'MailKit with TCP_NODELAY'
  # Below 4 KB MailKit writes a message at once, and Nagle's algorithm does not delay it.
  row "Sending $send_count messages of 2 KB over one connection" '/s' 1 send-acmail-2k send-mailkit-2k 'MailKit SmtpClient'
  limit 'Peak memory, initial, 10,000 messages' acmail-10k mbsync-10k mbsync 120
  [[ $quick ]] || limit 'Peak memory, initial, 100,000 messages' acmail-100k mbsync-100k mbsync 120
  limit 'Peak memory, one message of 60 MB' acmail-large mbsync-large mbsync 120
  echo
  echo 'Every run, in seconds (sending: messages per second):'
  echo
  local result
  for result in "$work"/results/*; do
    echo "- ${result##*/}: $(cut -d' ' -f1 "$result" | paste -sd ' ')"
  done
}

parse "$@"
install_packages
build
start_server
if [[ $million ]]; then
  million "$million" | tee "${output:-/dev/null}"
  exit
fi
[[ $pop$large ]] || mailbox 10k 10000
[[ $quick ]] || mailbox 100k 100000
[[ $pop$large ]] || reading
[[ $pop$large ]] || distance
[[ $large ]] || maildrop
[[ $pop$large ]] || large_message
[[ $pop$large ]] || sending
report | tee "${output:-/dev/null}"
