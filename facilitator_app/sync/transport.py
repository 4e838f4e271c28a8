"""The way to the central service: bytes out, bytes back. Alone knows the network's library; knows no workbook, and keeps nothing of what it carries.

Trust is the system's own (`truststore`), and no certificate is pinned: envelopes are sealed to the service's key in any case, so that an office's
proxy that looks into TLS sees nothing, and a renewed certificate shuts nobody out.
"""

import ssl
from dataclasses import dataclass, field
from http import HTTPStatus

import truststore
import urllib3

from facilitator_app.ledger.envelope import DEVICE_HEADER, MOST_BYTES
from facilitator_app.sync.reasons import NotAnswered, Reason

CONNECT_S, READ_S = 10.0, 40.0  # for each piece of an answer, not for all of it: a slow line is no broken one


@dataclass(frozen=True, slots=True)
class Transport:
    """How one service is asked. `proxy`: "http://host:port" of the system's proxy for it, or empty. For the network's thread."""

    address: str
    proxy: str = field(default="", repr=False)

    def post(self, path: str, body: bytes, device: str = "") -> bytes:
        """The answer's body. One question, one connection, nothing followed and nothing repeated. Raises `NotAnswered`."""
        headers = {"Content-Type": "application/octet-stream", "Accept-Encoding": "identity"}
        if device:
            headers[DEVICE_HEADER] = device
        try:
            with self._pool() as pool:
                answer = pool.request(
                    "POST", self.address + path, body=body, headers=headers,
                    timeout=urllib3.Timeout(connect=CONNECT_S, read=READ_S), retries=False, redirect=False, preload_content=False,
                )  # fmt: skip
                try:
                    return _body(answer.status, answer.read(MOST_BYTES + 1), answer.headers.get("Content-Length"))
                finally:
                    answer.close()
        except urllib3.exceptions.HTTPError as problem:
            raise NotAnswered(_reason(problem)) from None  # its words hold the address, and perhaps the proxy's password
        except (OSError, ValueError):
            raise NotAnswered(Reason.OFFLINE) from None

    def _pool(self) -> urllib3.PoolManager:
        trust = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if self.proxy:
            return urllib3.ProxyManager(self.proxy, ssl_context=trust, num_pools=1)
        return urllib3.PoolManager(ssl_context=trust, num_pools=1)


def _body(status: int, body: bytes, length: str | None) -> bytes:
    if status == HTTPStatus.OK:
        if len(body) > MOST_BYTES:
            raise NotAnswered(Reason.STRANGER)
        if length is not None and length.isdecimal() and int(length) != len(body):
            raise NotAnswered(Reason.CUT)
        return body
    if status == HTTPStatus.FORBIDDEN and body == b"no\n":
        raise NotAnswered(Reason.REFUSED)
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.GATEWAY_TIMEOUT, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE):
        raise NotAnswered(Reason.BUSY)
    raise NotAnswered(Reason.BUSY if status == HTTPStatus.INTERNAL_SERVER_ERROR else Reason.STRANGER)


def _reason(problem: Exception) -> Reason:
    errors = urllib3.exceptions
    if isinstance(problem, errors.SSLError):
        return Reason.CERTIFICATE
    if isinstance(problem, errors.NewConnectionError | errors.ConnectTimeoutError | errors.NameResolutionError | errors.ProxyError):
        return Reason.OFFLINE
    return Reason.CUT
