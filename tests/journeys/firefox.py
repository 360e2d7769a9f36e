#!/usr/bin/env python3
"""Firefox as Playwright starts it, and a bridge between the two.

Playwright begins each window with a command about dark mode, which Firefox ESR 153 does
not know, and gives up without an answer. The bridge asks a harmless question in its
place. Everything else goes through as it is; neither program is changed.
"""

import asyncio
import json
import os
import re
import shutil
import sys
from asyncio import IncompleteReadError, StreamReader, StreamWriter

UNKNOWN = "emulation.setMediaFeaturesOverride"
HARMLESS = "session.status"
TEXT_FRAME, MASKED = 0x81, 0x80
SHORT = 1000  # bytes, more than the command has


async def read_frame(reader: StreamReader) -> tuple[bytes, bytes, bytes]:
    """The head of a WebSocket frame of a client, its mask, and what it carries."""
    head = await reader.readexactly(2)
    size = head[1] & 0x7F
    if size > 125:
        length = await reader.readexactly(2 if size == 126 else 8)
        head, size = head + length, int.from_bytes(length, "big")
    mask = await reader.readexactly(4)
    return head, mask, await reader.readexactly(size)


def masked(text: bytes, mask: bytes) -> bytes:
    return bytes(byte ^ mask[place % 4] for place, byte in enumerate(text))


def instead_of(payload: bytes, mask: bytes) -> bytes | None:
    """The frame to send in place of the command that Firefox does not know."""
    if len(payload) > SHORT:
        return None
    text = masked(payload, mask)
    if f'"{UNKNOWN}"'.encode() not in text:
        return None
    command = {"id": json.loads(text)["id"], "method": HARMLESS, "params": {}}
    words = json.dumps(command).encode()
    assert len(words) <= 125
    return bytes([TEXT_FRAME, MASKED | len(words)]) + mask + masked(words, mask)


async def send_commands(client: StreamReader, firefox: StreamWriter) -> None:
    while True:
        head, mask, payload = await read_frame(client)
        firefox.write(instead_of(payload, mask) or head + mask + payload)
        await firefox.drain()


async def send_answers(firefox: StreamReader, client: StreamWriter) -> None:
    while chunk := await firefox.read(1 << 16):
        client.write(chunk)
        await client.drain()
    client.close()


def bridge_to(port: int):
    async def bridge(client: StreamReader, to_client: StreamWriter) -> None:
        firefox, to_firefox = await asyncio.open_connection("127.0.0.1", port)
        handshake = await client.readuntil(b"\r\n\r\n")
        # Firefox listens to its own address only.
        host = f"Host: 127.0.0.1:{port}".encode()
        to_firefox.write(re.sub(rb"Host: [^\r]+", host, handshake))
        answers = asyncio.create_task(send_answers(firefox, to_client))
        try:
            await send_commands(client, to_firefox)
        except (IncompleteReadError, ConnectionError):
            to_firefox.close()
        await answers

    return bridge


async def main() -> int:
    program = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or "firefox"
    firefox = await asyncio.create_subprocess_exec(
        program, *sys.argv[1:], stderr=asyncio.subprocess.PIPE
    )
    async for line in firefox.stderr:
        if found := re.search(rb"listening on ws://127\.0\.0\.1:(\d+)", line):
            server = await asyncio.start_server(bridge_to(int(found[1])), "127.0.0.1")
            port = server.sockets[0].getsockname()[1]
            line = line.replace(found[1], str(port).encode())
        sys.stderr.buffer.write(line)
        sys.stderr.flush()
    return await firefox.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
