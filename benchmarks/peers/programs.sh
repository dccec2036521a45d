# acmail, mbsync and mpop: sourced by peers.sh.

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
AuthMechs LOGIN

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
