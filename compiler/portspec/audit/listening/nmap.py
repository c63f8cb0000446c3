"""What a scan from outside finds open: the XML of `nmap -oX` (nmap.dtd)."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from portspec.audit.listening.socket import Listener
from portspec.spec import HIGHEST_PORT

ORDER = 0


def claims(text: str) -> bool:
    """Tell whether the text is the report of a scan; one that declares entities is not read."""
    return "<nmaprun" in text and "<!ENTITY" not in text


def read(text: str) -> Iterator[Listener | str]:
    """Yield the open ports of all hosts of the scan, which are taken for one host's addresses."""
    try:
        root = ET.fromstring(text)  # noqa: S314 (it declares no entities)
    except ET.ParseError as error:
        yield str(error)
        return
    for host in root.iter("host"):
        kinds = {each.get("addrtype") for each in host.iter("address")}
        for port in host.iter("port"):
            state, service = port.find("state"), port.find("service")
            number = port.get("portid", "")
            if state is None or state.get("state") != "open":
                continue
            if _PORT.fullmatch(number) and int(number) <= HIGHEST_PORT:
                names = () if service is None else (service.get("product"), service.get("name"))
                yield Listener(
                    transport=port.get("protocol", ""),
                    port=int(number),
                    families=(4, 6) if {"ipv4", "ipv6"} <= kinds else (6,) if "ipv6" in kinds else (4,),
                    process=next(filter(None, names), None),
                )
            else:
                yield f"portid {number}"


_PORT = re.compile(r"[0-9]{1,5}")
