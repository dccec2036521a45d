#!/usr/bin/env bash
# Private Dovecot + Postfix pair on free loopback ports, for tests and benchmarks.
set -euo pipefail
umask 022
export PATH="$PATH:/usr/sbin:/sbin" LC_ALL=C

self=$(readlink -f "${BASH_SOURCE[0]}")
templates=${self%.sh}
packages=(dovecot-imapd dovecot-pop3d dovecot-lmtpd postfix openssl)

usage="Usage: $0 start DIR | stop DIR | install [PACKAGE…]"

die() {
  echo "mailserver: $*" >&2
  exit 1
}

installed() {
  [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

missing_packages() {
  local package
  for package in "${packages[@]}"; do installed "$package" || echo "$package"; done
}

# A subshell, so that its traps and its lock end with it.
install_packages() (
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]})) || exit 0
  command -v apt-get >/dev/null || die "needs these Debian packages: ${missing[*]}"

  exec 8>/run/ac-mailserver-install.lock
  flock 8
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]})) || exit 0

  # Services that were there before us stay as their owner wants them.
  new_services=()
  installed dovecot-core || new_services+=(dovecot)
  installed postfix || new_services+=(postfix)

  # The packages would start their own system services.
  policy=/usr/sbin/policy-rc.d
  if [[ ! -e $policy ]]; then
    trap 'rm -f "$policy"' EXIT
    trap 'exit 1' HUP INT TERM
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi

  export DEBIAN_FRONTEND=noninteractive
  installed postfix ||
    echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
  # Debian lets one mail server stand in for another: a machine that has Exim or Courier keeps it.
  apt=(apt-get -qq -y --no-install-recommends --no-remove -o DPkg::Lock::Timeout=300 install "${missing[@]}")
  {
    "${apt[@]}" || { apt-get -qq update && "${apt[@]}"; }
  } >&2 8>&- || die "could not install ${missing[*]}; if another mail server is in the way, remove it first, or use a machine without one"
  for service in "${new_services[@]}"; do update-rc.d "$service" disable >&2 || true; done
)

new_key() {
  openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"
}

# issue NAME SUBJECT SAN NOT_BEFORE NOT_AFTER
issue() {
  local key=$dir/pki/$1.key request=$dir/pki/$1.csr
  new_key "$key"
  SAN=$3 openssl req -new -config "$dir/pki/openssl.cnf" -key "$key" -subj "/CN=$2" -out "$request"
  SAN=$3 openssl ca -batch -notext -config "$dir/pki/openssl.cnf" \
    -startdate "$4" -enddate "$5" -in "$request" -out "$dir/$1.pem"
}

make_certificates() {
  local from to
  # A day's margin on either side, for a clock that is a little off.
  from=$(date -u -d '-1 day' +%Y%m%d%H%M%SZ)
  to=$(date -u -d '+90 days' +%Y%m%d%H%M%SZ)
  rm -rf "$dir/pki"
  install -d -m 700 "$dir/pki"
  : >"$dir/pki/index.txt"
  render openssl.cnf "$dir/pki/openssl.cnf"
  new_key "$dir/pki/ca.key"
  SAN='' openssl req -new -config "$dir/pki/openssl.cnf" -key "$dir/pki/ca.key" \
    -subj '/CN=Mail test CA' -out "$dir/pki/ca.csr"
  SAN='DNS:unused' openssl ca -batch -notext -selfsign -config "$dir/pki/openssl.cnf" -extensions root \
    -keyfile "$dir/pki/ca.key" -startdate 20000101000000Z -enddate "$to" -in "$dir/pki/ca.csr" -out "$dir/ca.pem"
  issue server localhost 'DNS:localhost,IP:127.0.0.1,DNS:mail.ac-lyon.fr,DNS:smtps.ac-lyon.fr' "$from" "$to"
  issue expired localhost 'IP:127.0.0.2' 20200101000000Z 20210101000000Z
  issue wrong-name other.example 'DNS:other.example' "$from" "$to"
}

# render TEMPLATE TARGET: replaces each @NAME@ by its value.
render() {
  local name script=''
  for name in "${!values[@]}"; do script+="s|@$name@|${values[$name]}|g;"; done
  sed "$script" "$templates/$1" >"$2"
}

pick_ports() {
  local names=(IMAP IMAPS POP3 POP3S SUBMISSION SUBMISSIONS SMTPPLAIN) ports i
  # All sockets are held until the last is bound, so that the ports differ;
  # 0.0.0.0, so that they are free on every loopback address.
  read -ra ports < <(perl -MIO::Socket::INET -e '
    my @s = map { IO::Socket::INET->new(LocalAddr => "0.0.0.0", LocalPort => 0, Listen => 1, Proto => "tcp") or die $! } 1 .. shift;
    print join(" ", map { $_->sockport } @s), "\n"' "${#names[@]}")
  for i in "${!names[@]}"; do values[${names[i]}]=${ports[i]}; done
}

# 2.4 cannot read the configuration of 2.3.
dovecot_template() {
  case $(dovecot --version) in
    2.[0-3].*) echo dovecot-2.3.conf ;;
    *) echo dovecot-2.4.conf ;;
  esac
}

write_configuration() {
  local file
  render "$(dovecot_template)" "$dir/dovecot/dovecot.conf"
  for file in main.cf master.cf aliases senders recipients commands; do render "$file" "$dir/postfix/$file"; done
  # Postfix waits two seconds before it trusts a file that has only just changed.
  touch -d '1 minute ago' "$dir"/postfix/*
}

write_endpoints() {
  cat >"$dir/endpoints.json.new" <<EOF
{
  "ca": "$dir/ca.pem",
  "host": "127.0.0.1",
  "imap": ${values[IMAP]},
  "imaps": ${values[IMAPS]},
  "pop3": ${values[POP3]},
  "pop3s": ${values[POP3S]},
  "submission": ${values[SUBMISSION]},
  "submissions": ${values[SUBMISSIONS]},
  "smtpPlain": ${values[SMTPPLAIN]},
  "lmtp": "$run/dovecot/lmtp",
  "mail": "$dir/mail",
  "password": "secret",
  "hosts": { "expired": "127.0.0.2", "wrongName": "127.0.0.3", "noTls": "127.0.0.4" },
  "uid": ${values[UID]},
  "gid": ${values[GID]},
  "dovecot": "$dir/dovecot/dovecot.conf",
  "dovecotVersion": "$(dovecot --version)"
}
EOF
  mv "$dir/endpoints.json.new" "$dir/endpoints.json"
}

# Both servers' processes work below $run. Recorded process ids would miss the
# children of a crashed master, and may by now belong to somebody else.
processes() {
  local process
  [[ -n $run ]] || return 0
  for process in /proc/[0-9]*; do
    [[ $(readlink "$process/cwd") == "$run"/* && $(readlink "$process/exe") == */@(dovecot|postfix)* ]] || continue
    echo "${process#/proc/}"
  done 2>/dev/null
}

stop_processes() {
  local signal=TERM deadline=$((SECONDS + 5)) pids
  while pids=$(processes) && [[ -n $pids ]]; do
    ((SECONDS < deadline)) || signal=KILL
    # shellcheck disable=SC2086
    kill -"$signal" $pids 2>/dev/null || true
    sleep 0.1
  done
}

answers() {
  (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}

start_processes() {
  local log=$dir/log/start.log port
  : >"$log"
  dovecot -c "$dir/dovecot/dovecot.conf" >>"$log" 2>&1 9>&- || return 1
  # Not "postfix start": its checks are for a system-wide installation.
  "$(postconf -dh daemon_directory)/master" -c "$dir/postfix" -w >>"$log" 2>&1 9>&- || return 1
  for port in IMAP IMAPS POP3 POP3S SUBMISSION SUBMISSIONS SMTPPLAIN; do
    answers 127.0.0.1 "${values[$port]}" || return 1
  done
}

start() {
  rm -rf "$dir/endpoints.json" "$dir/log" "$dir/dovecot" "$dir/postfix"
  mkdir -p "$dir/log" "$dir/dovecot" "$dir/postfix"
  # Servers may keep many connections open; their own limits are in the configuration.
  ulimit -n "$(ulimit -Hn)" || true

  # Short, because the path of a socket is limited to 107 characters.
  run=$(mktemp -d /tmp/acm.XXXXXX)
  ln -sfn "$run" "$dir/run"
  trap 'stop' EXIT
  chmod 755 "$run"
  mkdir -p "$run/queue/pid" "$run/dovecot"
  install -d -o postfix -m 700 "$run/postfix-data" \
    "$run"/queue/{active,bounce,corrupt,defer,deferred,flush,hold,incoming,maildrop,private,public,saved,trace}

  # Under sudo the mail belongs to the caller, who may then read it.
  local uid=${SUDO_UID:-0} gid=${SUDO_GID:-0}
  ((uid && gid)) || { uid=65534 gid=65534; }
  declare -gA values=([DIR]=$dir [RUN]=$run [UID]=$uid [GID]=$gid)
  install -d -o "$uid" -g "$gid" -m 755 "$dir/mail"
  setpriv --reuid "$uid" --regid "$gid" --clear-groups test -x "$dir/mail" ||
    die "user $uid, who owns the mail, cannot reach $dir"
  make_certificates >"$dir/log/openssl.log" 2>&1 || die "no certificates, see $dir/log/openssl.log"

  # Between the choice of a port and its use, another program may take it. Postfix
  # does not tell that failure from others where there is no syslog: just try again.
  for _ in {1..5}; do
    pick_ports
    write_configuration
    if start_processes; then
      write_endpoints
      trap - EXIT
      return
    fi
    stop_processes
  done
  tail -n 20 "$dir"/log/*.log >&2
  die "not started, see $dir/log"
}

stop() {
  rm -f "$dir/endpoints.json"
  stop_processes
  [[ $run != /tmp/acm.* ]] || rm -rf "$run"
  rm -f "$dir/run"
  # The caller of sudo must be able to delete what is left.
  [[ -z ${SUDO_UID:-} ]] || chown -R "$SUDO_UID:$SUDO_GID" "$dir"
}

command=${1:-}
case $command:$# in
  start:2 | stop:2 | install:*) ;;
  *) die "$usage" ;;
esac

if ((EUID)); then
  sudo -n true 2>/dev/null || die "needs root, for Postfix to start; run: sudo $self $*"
  exec sudo -n "$self" "$@"
fi

if [[ $command == install ]]; then
  packages+=("${@:2}")
  install_packages
  exit
fi

dir=$(readlink -m "$2")
[[ $dir =~ ^[[:alnum:]/._@+-]+$ ]] || die "only letters, digits and /._@+- in the path, for the configuration files: $dir"

if [[ $command == start ]]; then
  install_packages
  mkdir -p "$dir"
elif [[ ! -d $dir ]]; then
  exit 0
fi

# One start or stop at a time per directory.
exec 9>"$dir/.lock"
flock -w 60 9 || die "another start or stop is at work on $dir"
run=$(readlink "$dir/run" || true)

if [[ $command == start && -n $(processes) ]]; then
  die "already running in $dir; run: $self stop $dir"
fi
stop
[[ $command == stop ]] || start
