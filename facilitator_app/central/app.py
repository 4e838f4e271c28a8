"""The service on the network: four questions and whether it is well. Knows of HTTP what must be known, and nothing of cases.

Every refusal is the same short answer and one line in the audit. What is too large is refused before it is read, and what comes too slowly
is not waited for. The work is done in threads. No body, header or address is ever logged.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from facilitator_app.calendar import Clock
from facilitator_app.central import checkpoints, enrolling, metrics, syncing
from facilitator_app.central.database import Database, Unavailable
from facilitator_app.central.enrolling import enrolled
from facilitator_app.central.identity import Identity
from facilitator_app.central.metrics import Counted
from facilitator_app.central.patience import Patience
from facilitator_app.central.session import Session
from facilitator_app.central.syncing import Refused, answered
from facilitator_app.errors import trace_of
from facilitator_app.ledger.envelope import DEVICE_HEADER, Address

MOST_WAIT_S = 120.0  # for a whole question: 4 MiB at 300 kbit/s
NOBODY = "somebody"  # in the audit, where who asked was not proved
SERVICE = "the service"  # in the audit, of what it does by itself
log = logging.getLogger(__name__)

Answering = Callable[[Request, bytes], bytes]


class _TooMuch(Exception):
    """More bytes than a question may have, or they came too slowly."""


def service(identity: Identity, database: Database, clock: Clock, metrics_port: int = 0) -> Starlette:
    """The application of one service, on its database. `metrics_port`: the one of this machine's own at which it says its numbers too."""
    watched, due = _Watched(), checkpoints.Due()

    def enrol(_request: Request, body: bytes) -> bytes:
        answer = database.tx(NOBODY, lambda session: enrolled(session, identity, body, clock.now()))
        if answer is None:
            raise HTTPException(HTTPStatus.FORBIDDEN)  # in the audit it stands already
        return answer

    def ask(request: Request, body: bytes) -> bytes:
        address = Address(identity.service, request.headers.get(DEVICE_HEADER, ""), request.url.path)
        try:
            answer = database.tx(address.device, lambda session: answered(session, identity, address, body, clock.stamp()))
        except Refused as refused:
            why = refused.why  # Python forgets `refused` at the end of this block
            database.tx(NOBODY, lambda session: _note(session, request, why))
            raise HTTPException(HTTPStatus.FORBIDDEN) from refused
        try:
            due.when_due(lambda: database.tx(SERVICE, lambda session: checkpoints.made(session, identity, clock.stamp())))
        except Unavailable:
            log.warning("no checkpoint")  # what was asked is done, and is answered; the next question tries again
        return answer

    def endpoint(answering: Answering, most: int) -> Callable[[Request], Awaitable[Response]]:
        async def respond(request: Request) -> Response:
            try:
                body = await _body(request, most)
            except _TooMuch as problem:
                await run_in_threadpool(database.tx, NOBODY, lambda session: _note(session, request, "too much"))
                raise HTTPException(HTTPStatus.FORBIDDEN) from problem
            return Response(await run_in_threadpool(answering, request, body), media_type="application/octet-stream")

        return watched.around(respond)

    def health(_request: Request) -> Response:
        database.require_newest()
        return Response("well\n", media_type="text/plain")

    return Starlette(
        routes=[
            Route("/v1/enrol", endpoint(enrol, enrolling.MOST_BYTES), methods=["POST"]),
            *(Route(path, endpoint(ask, most), methods=["POST"]) for path, most in syncing.MOST_BYTES.items()),
            Route("/health", health, methods=["GET"]),
            Route("/metrics", _numbers(database, watched, metrics_port), methods=["GET"]),
        ],
        exception_handlers={HTTPException: _refusal, Unavailable: _unavailable, Exception: _failure},
    )


class _Watched:
    """Counts what becomes of questions, and does not listen to who asks wrongly too often."""

    def __init__(self) -> None:
        self.counted, self._patience = Counted(), Patience()

    def around(self, respond: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        """The same, watched."""

        async def watched(request: Request) -> Response:
            address, device = request.client.host if request.client else "", request.headers.get(DEVICE_HEADER, "")
            if self._patience.is_over(address, device):
                self.counted.answered(request.url.path, HTTPStatus.TOO_MANY_REQUESTS, 0)
                return Response("later\n", HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": "600"}, media_type="text/plain")
            begun, status = time.monotonic(), int(HTTPStatus.INTERNAL_SERVER_ERROR)
            try:
                response = await respond(request)
                status = response.status_code
                self._patience.was_right(address)
            except HTTPException as refused:
                status = refused.status_code
                self._patience.was_wrong(address, device)
                raise
            finally:
                self.counted.answered(request.url.path, status, time.monotonic() - begun)
            return response

        return watched


def _numbers(database: Database, watched: _Watched, port: int) -> Callable[[Request], Response]:
    """Said at one door alone, which only this machine reaches: what a request says of its own way is whoever asks' to say."""

    def numbers(request: Request) -> Response:
        server = request.scope.get("server")
        if not port or server is None or server[1] != port:
            raise HTTPException(HTTPStatus.FORBIDDEN)
        return Response(metrics.text(database, watched.counted), media_type=metrics.CONTENT_TYPE)

    return numbers


async def _body(request: Request, most: int) -> bytes:
    """All of it. Raises `_TooMuch` before more than `most` bytes are kept: at once, where its length is said."""
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > most:
        raise _TooMuch
    found = bytearray()
    try:
        async with asyncio.timeout(MOST_WAIT_S):
            async for part in request.stream():
                found += part
                if len(found) > most:
                    raise _TooMuch
    except TimeoutError as problem:
        raise _TooMuch from problem
    return bytes(found)


def _note(session: Session, request: Request, why: str) -> None:
    with session.writing(""):
        session.note("refused", request.url.path, why)


def _refusal(_request: Request, _problem: Exception) -> Response:
    """Whatever was refused, and also where there is nothing."""
    return Response("no\n", HTTPStatus.FORBIDDEN, media_type="text/plain")


def _unavailable(_request: Request, _problem: Exception) -> Response:
    return Response("later\n", HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "10"}, media_type="text/plain")


def _failure(_request: Request, problem: Exception) -> Response:
    """A bug of ours: named without its words, and the laptop asks again later."""
    log.error("%s", trace_of(problem))
    return Response("later\n", HTTPStatus.INTERNAL_SERVER_ERROR, media_type="text/plain")
