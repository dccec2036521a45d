#!/usr/bin/env bash
# Shows acmail at work on a teacher's school year of mail, between real mail servers on this machine.
# Usage: ./demo.sh    Needs the .NET 10 SDK; installs Debian packages where they are missing and it may.
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C.UTF-8 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

die() {
  echo "demo: $*" >&2
  exit 1
}

say() {
  printf '\n== %s\n' "$*"
}

build() {
  say 'Build'
  acmail=artifacts/cli/acmail
  if ! eng/publish-cli.sh artifacts/cli; then
    echo 'No native build here, so acmail runs on the .NET runtime.'
    acmail=artifacts/cli-managed/acmail
    dotnet publish samples/AcMail.Samples.Console -c Release -p:PublishAot=false -o "${acmail%/*}" --nologo -v quiet
  fi
  # "dotnet build" always adds a summary.
  dotnet msbuild eng/seed -restore -p:Configuration=Release -nologo -verbosity:quiet
  eng/mailserver.sh install
}

start_servers() {
  say 'Start Dovecot and Postfix on loopback, and put a school year of mail on them'
  # The path is part of the servers' configuration, and /tmp is short and plain.
  work=$(mktemp -d /tmp/acmail-demo.XXXXXX)
  trap cleanup EXIT
  trap 'exit 1' HUP INT TERM
  # Dovecot reads mail as another user.
  chmod 755 "$work"
  eng/mailserver.sh start "$work/server"
  seeded=$(dotnet artifacts/bin/AcMail.Seed/release/AcMail.Seed.dll "$work/server/endpoints.json" dmartin)
  echo "$seeded"
}

cleanup() {
  local status=$?
  eng/mailserver.sh stop "$work/server" || status=1
  rm -rf "$work"
  if ((status)); then echo 'demo: failed' >&2; else say "Done in $((SECONDS - started)) s; the servers are stopped"; fi
  exit "$status"
}

endpoint() {
  sed -n "s/.*\"$1\": \([0-9]*\).*/\1/p" "$work/server/endpoints.json"
}

configure() {
  local smtp
  smtp="{ \"Host\": \"127.0.0.1\", \"Port\": $(endpoint submission), \"Security\": \"StartTls\", \"UserName\":"
  cat >"$work/acmail.json" <<EOF
{ "AcMail": { "Directory": "replicas", "Accounts": {
  "pro": {
    "Protocol": "Imap", "DisplayName": "David MARTIN", "EmailAddress": "david.martin@ac-lyon.fr", "Password": "secret",
    "Incoming": { "Host": "127.0.0.1", "Port": $(endpoint imaps), "Security": "ImplicitTls", "UserName": "dmartin" },
    "Outgoing": $smtp "dmartin" },
    "TrustedCertificates": [ "server/ca.pem" ] },
  "archive": {
    "Protocol": "Pop3", "DisplayName": "David MARTIN", "EmailAddress": "david.martin@ac-lyon.fr", "Password": "secret",
    "Incoming": { "Host": "127.0.0.1", "Port": $(endpoint pop3s), "Security": "ImplicitTls", "UserName": "dmartin" },
    "Outgoing": $smtp "dmartin" },
    "TrustedCertificates": [ "server/ca.pem" ],
    "Pop3": { "LeaveOnServer": { "Mode": "ForDays", "Days": 60 } } },
  "collegue": {
    "Protocol": "Imap", "DisplayName": "Camille DURAND", "EmailAddress": "camille.durand@ac-lyon.fr", "Password": "secret",
    "Incoming": { "Host": "127.0.0.1", "Port": $(endpoint imaps), "Security": "ImplicitTls", "UserName": "cdurand" },
    "Outgoing": $smtp "cdurand" },
    "TrustedCertificates": [ "server/ca.pem" ] }
} } }
EOF
}

# run ARGUMENT…: shows the command and what acmail says.
run() {
  local argument line='$ acmail'
  for argument in "${@/#"$work/"/}"; do
    if [[ $argument == *[[:space:]]* ]]; then line+=" \"$argument\""; else line+=" $argument"; fi
  done
  printf '\n%s\n' "$line"
  "$acmail" --config "$work/acmail.json" "$@" || die "acmail ended with $?"
}

# json ARGUMENT…: acmail's JSON, for checks.
json() {
  "$acmail" --config "$work/acmail.json" --json "$@"
}

# number NAME: the sum of that member in the JSON on standard input.
number() {
  grep -o "\"$1\": *[0-9]*" | awk -F: '{ sum += $2 } END { print sum + 0 }'
}

# field NAME: the first such text or number in the JSON on standard input.
field() {
  grep -o "\"$1\": *\(\"[^\"]*\"\|[0-9]*\)" | sed -n "1{s/^\"$1\": *//;s/\"//g;p;}"
}

# equal WHAT ACTUAL EXPECTED
equal() {
  [[ $2 == "$3" ]] || die "$1: $2 instead of $3"
  echo "✓ $1: $2"
}

# at_least WHAT ACTUAL LEAST
at_least() {
  (($2 >= $3)) || die "$1: $2, which is less than $3"
  echo "✓ $1: $2"
}

prove_settings() {
  say 'Prove the settings, as the guide’s button “Re-tester” does'
  run validate pro
}

mirror() {
  say 'Mirror the mailbox by IMAP'
  run sync pro
  run mailboxes pro
  equal 'messages held locally' "$(json mailboxes pro | number messages)" "${seeded%% *}"
  equal 'new messages in a second pass' "$(json sync pro | number messagesAdded)" 0
}

find_mail() {
  say 'Search it, offline and whatever the accents'
  run search pro conseil --limit 8
  at_least 'messages about “conseil”' "$(json search pro conseil | grep -o '"subject"' | wc -l)" 20
  equal 'election found without its accents' "$(json search pro delegues | grep -c 'Élection des délégués')" 1
}

send_mail() {
  say 'Send a message with an attachment'
  cat >"$work/message.txt" <<'EOF'
Bonjour Camille,

Voici le relevé de notes de la 6e B pour le conseil de classe de vendredi.

Bien à toi,
David
EOF
  printf '\xef\xbb\xbfÉlève;Moyenne\r\nLéa DUFRÊNE;14,5\r\nRaphaël LEFÈVRE;12\r\n' >"$work/Relevé de notes.csv"
  run send pro --to camille.durand@ac-lyon.fr --subject "$subject" --body-file "$work/message.txt" --attach "$work/Relevé de notes.csv"
  run sync pro
  run list pro --mailbox 'Éléments envoyés' --limit 3
  equal 'newest message in Sent' "$(json list pro --mailbox 'Éléments envoyés' --limit 1 | field subject)" "$subject"
}

receive_mail() {
  local attempt id
  say 'Receive it as Camille'
  run sync collegue
  # Delivery goes on after the server has accepted a message.
  for attempt in {1..50}; do
    id=$(json list collegue --mailbox INBOX --limit 1 | field id)
    [[ ! $id ]] || break
    sleep 0.2
    json sync collegue >/dev/null
  done
  [[ $id ]] || die "not delivered after $attempt attempts"
  run show collegue "$id"
  equal 'subject received' "$(json show collegue "$id" | field subject)" "$subject"
  equal 'attachments received' "$(json show collegue "$id" | grep -c 'Relevé de notes.csv')" 1
}

archive_mail() {
  local inbox
  say 'Collect the same inbox by POP3, as the guide’s other way does'
  inbox=$(json list pro --mailbox INBOX | grep -o '"subject"' | wc -l)
  run sync archive
  run list archive --limit 5
  equal 'messages collected' "$(json list archive | grep -o '"subject"' | wc -l)" "$inbox"
  equal 'still on the server' "$(json sync pro >/dev/null && json list pro --mailbox INBOX | grep -o '"subject"' | wc -l)" "$inbox"
}

examine() {
  say 'Read every byte back and compare its hash'
  run doctor pro
}

subject='Conseil de classe 6e B : relevé de notes'
build
started=$SECONDS
start_servers
configure
prove_settings
mirror
find_mail
send_mail
receive_mail
archive_mail
examine
