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
# shellcheck source=peers/programs.sh
source "$here/peers/programs.sh"
# shellcheck source=peers/measuring.sh
source "$here/peers/measuring.sh"
# shellcheck source=peers/report.sh
source "$here/peers/report.sh"

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
  dotnet publish "$here/AcMail.Benchmarks.Floor" -c Release --use-current-runtime -o "$repository/artifacts/floor" -nologo -verbosity:quiet >&2
  floor=$repository/artifacts/floor/floor
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
[[ $pop$large ]] || starting
[[ $pop$large ]] || reading
[[ $pop$large ]] || distance
[[ $large ]] || maildrop
[[ $pop$large ]] || large_message Imap mbsync
[[ $large ]] || large_message Pop3 mpop
[[ $pop$large ]] || sending
report | tee "${output:-/dev/null}"
