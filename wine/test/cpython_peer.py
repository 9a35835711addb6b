"""The far end of the interoperability tests: CPython's own named pipes, which nobody here wrote.

    cpython_peer.py server NAME COUNT   listens, answers COUNT messages with the same bytes, in upper case
    cpython_peer.py client NAME COUNT   connects, sends COUNT messages, checks that each comes back as it was
    cpython_peer.py duplex-server NAME COUNT
    cpython_peer.py duplex-client NAME COUNT
                                        sends "py 1" to "py COUNT" and checks that "line 1" to "line COUNT" come, both at
                                        once
"""

import random
import sys
import threading
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


def send_all(connection, count):
    for i in range(1, count + 1):
        connection.send_bytes(b"py %d" % i)


def talk(connection, count):
    sender = threading.Thread(target=send_all, args=(connection, count))
    sender.start()
    for i in range(1, count + 1):
        message = connection.recv_bytes()
        if message != b"line %d" % i:
            sys.exit(f"message {i} is {message!r}")
    sender.join()


def duplex_server(address, count):
    with Listener(address, "AF_PIPE") as listener:
        print("ready", flush=True)
        with listener.accept() as connection:
            talk(connection, count)
            try:
                connection.recv_bytes()
                sys.exit("a message too many")
            except EOFError:
                print("done", flush=True)


def duplex_client(address, count):
    with Client(address, "AF_PIPE") as connection:
        talk(connection, count)


role, name, count = sys.argv[1:]
{
    "server": server,
    "client": client,
    "duplex-server": duplex_server,
    "duplex-client": duplex_client,
}[role](rf"\\.\pipe\{name}", int(count))
