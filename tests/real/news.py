"""A news server on loopback that serves posts, and can be told to lose their articles."""

import asyncio
from collections import Counter
from typing import Self

from tests.real.posts import Post


class NewsServer:
    """Answers NNTP to any number of connections; its rules may change at any time."""

    def __init__(self) -> None:
        """Begin with no posts."""
        self.port = 0
        self.delay = 0.0
        """Seconds before each article is sent."""
        self.withheld: set[str] = set()
        """Message ids that the server says it does not have (430)."""
        self.asked: Counter[str] = Counter()
        """How often each message id was asked for."""
        self._articles: dict[str, bytes] = {}
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        """Listen on a free port of 127.0.0.1."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close every connection and stop listening."""
        if self._server is not None:
            self._server.close()
            self._server.close_clients()
            await self._server.wait_closed()

    def offer(self, post: Post) -> None:
        """Have all articles of a post."""
        self._articles |= post.articles

    def offer_incomplete(self, post: Post) -> None:
        """Have a post but for every third of its articles, as after a takedown."""
        self.offer(post)
        self.withheld.update(list(post.articles)[1::3])

    async def _connected(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            writer.write(b"200 ready\r\n")
            while line := await reader.readline():
                command, _, argument = line.decode("latin-1").strip().partition(" ")
                writer.write(await self._answer(command.upper(), argument))
                await writer.drain()
                if command.upper() == "QUIT":
                    break
        except ConnectionError:
            return  # the client has gone
        finally:
            writer.close()

    async def _answer(self, command: str, argument: str) -> bytes:
        match command:
            case "ARTICLE" | "BODY" | "HEAD" | "STAT":
                return await self._article(command, argument.strip("<>"))
            case "MODE":
                return b"200 reader\r\n"
            case "QUIT":
                return b"205 bye\r\n"
        return b"500 unknown command\r\n"

    async def _article(self, command: str, message_id: str) -> bytes:
        self.asked[message_id] += 1
        if self.delay:
            await asyncio.sleep(self.delay)
        article = self._articles.get(message_id)
        if article is None or message_id in self.withheld:
            return b"430 no such article\r\n"
        head, _, body = article.partition(b"\r\n\r\n")
        named = f" 0 <{message_id}>\r\n".encode()
        match command:
            case "STAT":
                return b"223" + named
            case "HEAD":
                return b"221" + named + head + b"\r\n.\r\n"
            case "BODY":
                return b"222" + named + body + b".\r\n"
        return b"220" + named + article + b".\r\n"
