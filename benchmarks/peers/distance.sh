# MailKit alone, TLS, and servers far away: sourced by peers.sh.

# reading: what a first synchronisation reaches of the rate at which MailKit alone reads and throws away.
reading() {
  local user=benchread count=10000
  generate "$user" "$count" --seed 1
  say "reading $count messages with MailKit alone, and synchronising them"
  initial - acmail "$user" "$count" Imap
  turns "initial acmail-read acmail $user $count Imap" "alone mailkit-read imap $user" \
    "initial acmail-read-tls acmail $user $count ImapTls" "alone mailkit-read-tls imaps $user --tls"
  rm -rf "${work:?}/acmail-$user" "${mail:?}/$user"
}

# alone NAME ENDPOINT USER [--tls]
alone() {
  "${bench[@]}" read --port "$(endpoint "$2")" --user "$3" "${@:4}" >"$work/stdout"
  awk '{ print $1 }' "$work/stdout" >>"$work/results/$1"
}

# relay ENDPOINT [OPTION…]: sets $relay_port and $relay to a server 50 ms away each way.
relay() {
  rm -f "$work/relay"
  "${bench[@]}" distance --port "$(endpoint "$1")" --milliseconds 50 "${@:2}" >"$work/relay" &
  relay=$!
  until [[ -s $work/relay ]]; do sleep 0.1; done
  relay_port=$(<"$work/relay")
}

# far NAME USER COUNT PROTOCOL ENDPOINT [OPTION…]: a first synchronisation over a distance.
far() {
  relay "${@:5}"
  incoming_port=$relay_port
  initial "$1" acmail "$2" "$3" "$4"
  incoming_port=''
  kill "$relay"
  wait "$relay" 2>/dev/null || true
  relay=''
}

distance() {
  generate benchfar 10000 --seed 4 --size 2000
  say '10,000 small messages, 50 ms each way'
  initial - acmail benchfar 10000 Imap
  turns 'initial acmail-near acmail benchfar 10000 Imap' 'far acmail-far benchfar 10000 Imap imap'
  generate benchfarpop 1000 --seed 5 --size 2000
  say '1,000 small messages by POP3, 50 ms each way'
  turns 'far acmail-pop-far benchfarpop 1000 Pop3 pop3'
  far acmail-pop-far-alone benchfarpop 1000 Pop3 pop3 --hide PIPELINING
  rm -rf "${work:?}"/acmail-benchfar{,pop} "${mail:?}"/benchfar{,pop}
}
