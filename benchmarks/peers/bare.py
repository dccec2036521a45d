"""What the server alone needs: a bare socket that says the least a client must say, and keeps nothing.

bare.py PORT USER STATE KIND [+|-]
KIND is "keep" (remembers where the inbox stands), "idle", "down", "up" (flags a thousand messages), "new" (reads what arrived), or "pop" (lists a maildrop).
Prints the seconds from connecting until LOGOUT is answered; Python's own start is not in them.
"""
import json
import re
import socket
import sys
import time

CHANGES = 1000
port, user, path, kind = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
known = json.load(open(path)) if kind not in ("keep", "pop") else {}

started = time.perf_counter()
connection = socket.create_connection(("127.0.0.1", port))
connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
answers = connection.makefile("rb", buffering=1 << 18)
answers.readline()


def ask_pop(command, is_list=False):
    connection.sendall(f"{command}\r\n".encode())
    assert answers.readline().startswith(b"+OK")
    while is_list and answers.readline() != b".\r\n":
        pass


def finish():
    print(f"{time.perf_counter() - started:.3f} 0")
    sys.exit()


def ask(command):
    connection.sendall(f"a {command}\r\n".encode())
    lines = []
    while not (lines and lines[-1].startswith(b"a ")):
        lines.append(answers.readline())
        if literal := re.search(rb"\{(\d+)\}\r\n$", lines[-1]):
            answers.read(int(literal[1]))
    assert lines[-1].startswith(b"a OK"), lines[-1]
    return b"".join(lines)


if kind == "pop":
    ask_pop(f"USER {user}")
    ask_pop("PASS secret")
    ask_pop("UIDL", is_list=True)
    ask_pop("QUIT")
    finish()

ask(f"LOGIN {user} secret")
ask("ENABLE QRESYNC")
if kind == "keep":
    inbox = ask("SELECT INBOX")
    state = {name: int(re.search(rf"{name} (\d+)".encode(), inbox)[1]) for name in ("UIDVALIDITY", "HIGHESTMODSEQ", "UIDNEXT")}
    state["UIDS"] = [int(uid) for uid in re.search(rb"\* SEARCH([ \d]*)", ask("UID SEARCH ALL"))[1].split()]
    json.dump(state, open(path, "w"))
elif kind == "up":
    ask("SELECT INBOX (CONDSTORE)")
    uids = known["UIDS"][:: len(known["UIDS"]) // CHANGES][:CHANGES]
    ask(f"UID STORE {','.join(map(str, uids))} {sys.argv[5]}FLAGS.SILENT (\\Flagged)")
else:
    ask(f"EXAMINE INBOX (QRESYNC ({known['UIDVALIDITY']} {known['HIGHESTMODSEQ']}))")
    if kind == "new":
        ask(f"UID FETCH {known['UIDNEXT']}:* (UID INTERNALDATE BODY.PEEK[])")
ask("LOGOUT")
finish()
