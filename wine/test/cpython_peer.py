"""The far end of the interoperability tests: CPython's own named pipes, which nobody here wrote.

    cpython_peer.py server NAME COUNT   listens, answers COUNT messages with the same bytes, in upper case
    cpython_peer.py client NAME COUNT   connects, sends COUNT messages, checks that each comes back as it was
"""

import random
import sys
import time
from multiprocessing.connection import Client, Listener

SIZES = (0, 1, 2, 100, 4095, 4096, 4097, 65536, 200_000)


def server(address, count):
    with Listener(address, "AF_PIPE") as listener:
        print("ready", flush=True)
        with listener.accept() as connection:
            for _ in range(count):
                connection.send_bytes(connection.recv_bytes().upper())


def client(address, count):
    seed = time.time_ns()
    print(f"seed {seed}")
    source = random.Random(seed)
    with Client(address, "AF_PIPE") as connection:
        for i in range(count):
            size = SIZES[i] if i < len(SIZES) else source.randrange(5000)
            message = source.randbytes(size)
            connection.send_bytes(message)
            answer = connection.recv_bytes()
            if answer != message:
                sys.exit(f"message {i} of {size} bytes came back as {len(answer)} other bytes")
    print(f"{count} messages came back as they were")


role, name, count = sys.argv[1:]
{"server": server, "client": client}[role](rf"\\.\pipe\{name}", int(count))
