"""Take one collection of Ansible out of the wheel of all: `python scripts/take_collection.py COLLECTION WHEEL`.

It goes where `ansible-core` looks for collections that Python's packages bring.
"""

import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

COLLECTION, WHEEL = sys.argv[1:]
FOLDER = Path("ansible_collections", *COLLECTION.split("."))

with ZipFile(WHEEL) as wheel:
    members = [name for name in wheel.namelist() if Path(name).is_relative_to(FOLDER)]
    if not members:
        sys.exit(f"{WHEEL} holds no {COLLECTION}")
    wheel.extractall(sysconfig.get_path("purelib"), members)
