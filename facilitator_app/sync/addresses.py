"""The address of a service, as it is typed from a slip and kept."""

from urllib.parse import urlsplit

from facilitator_app.errors import Trouble

_ON_THIS_MACHINE = ("127.0.0.1", "::1", "localhost")


class NotAnAddress(Trouble):
    """What was typed is no address of a service."""

    def __init__(self) -> None:
        super().__init__("That is not an address of a service.", "It stands on your slip, and looks like rj.example.org.")


def address_from(typed: str) -> str:
    """The address of a service as it is kept: "https://rj.example.org". Without TLS only on this machine, for trying out. Raises `NotAnAddress`."""
    text = "".join(typed.split())
    parts = urlsplit(text if "://" in text else f"https://{text}")
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError as problem:
        raise NotAnAddress from problem
    known = parts.scheme == "https" or (parts.scheme == "http" and host in _ON_THIS_MACHINE)
    if not known or parts.username or parts.password or parts.query or parts.fragment:
        raise NotAnAddress
    if host not in _ON_THIS_MACHINE and ("." not in host.strip(".") or not host.isascii()):
        raise NotAnAddress
    at = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{at}{f':{port}' if port else ''}{parts.path.rstrip('/')}"
