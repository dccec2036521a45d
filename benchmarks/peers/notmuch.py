"""Times what benchmarks/peers/search.sh has notmuch look up, in this process: notmuch.py CONFIG QUERIES REPETITIONS"""

import sys
import time
import itertools

import notmuch2


def page(database, query):
    # What is kept in the index; a list shows no less.
    messages = database.messages(query, sort=notmuch2.Database.SORT.NEWEST_FIRST)
    return [(m.messageid, m.date, m.header("subject"), m.header("from")) for m in itertools.islice(messages, 50)]


def as_beginnings(text):
    # As acmail has it, each word begins some word; an address is a phrase.
    return " and ".join(f"{word}*" if word.isalpha() else f'"{word}"' for word in text.split())


config, queries, repetitions = sys.argv[1], sys.argv[2], int(sys.argv[3])
with notmuch2.Database(config=config) as database, open(queries, encoding="utf-8") as lines:
    for what, text in (line.rstrip("\n").split("\t") for line in lines):
        query, times = as_beginnings(text), []
        for turn in range(-5, repetitions):
            started = time.perf_counter()
            page(database, query)
            if turn >= 0:
                times.append((time.perf_counter() - started) * 1000)
        times.sort()
        found = database.count_messages(query)
        print(f"{what} | {found} | {times[repetitions // 2]:.2f} ms | {times[repetitions * 99 // 100]:.2f} ms")
