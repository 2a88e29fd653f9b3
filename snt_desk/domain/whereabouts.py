"""Where a data file may be: on a disk of this computer, and in no folder that a service copies.

A network drive's locks cannot be relied on, and two desks may damage the file; a service that
synchronises a folder copies the file while it is written. Only names and facts are looked
at here, so that every system's can be tried on any.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath, PureWindowsPath

NETWORK_TYPES: Mapping[str, str] = {
    "9p": "a network drive",
    "afpfs": "an Apple file server",
    "afs": "a network drive",
    "beegfs": "a network drive",
    "ceph": "a network drive",
    "cifs": "a Windows share",
    "davfs": "a web folder",
    "fuse.davfs2": "a web folder",
    "fuse.glusterfs": "a network drive",
    "fuse.gvfsd-fuse": "a network drive",
    "fuse.rclone": "a web folder",
    "fuse.s3fs": "a web folder",
    "fuse.smbnetfs": "a Windows share",
    "fuse.sshfs": "a network drive",
    "glusterfs": "a network drive",
    "lustre": "a network drive",
    "ncpfs": "a network drive",
    "nfs": "a network drive",
    "nfs4": "a network drive",
    "smb2": "a Windows share",
    "smb3": "a Windows share",
    "smbfs": "a Windows share",
    "webdav": "a web folder",
}
"""Kinds of file systems that are elsewhere, as Linux and macOS name them, and what each is."""
REMOTE_DRIVE = 4
"""What Windows' GetDriveType says of one."""

MARKERS: Mapping[str, str] = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive",
}
"""What a service leaves in its folder."""

_NAMES = (
    (re.compile(r"onedrive( - .+|-.+)?"), "OneDrive"),
    (re.compile(r"dropbox( \(.+\)|-.+)?"), "Dropbox"),
    (re.compile(r"googledrive(-.+)?|google drive( .+)?"), "Google Drive"),
    (re.compile(r"iclouddrive|icloud drive|mobile documents|com~apple~clouddocs"), "iCloud"),
    (re.compile(r"nextcloud\d*"), "Nextcloud"),
    (re.compile(r"owncloud\d*"), "ownCloud"),
    (re.compile(r"pcloud|pcloud ?drive|pcloud sync"), "pCloud"),
    (re.compile(r"box sync|box-box"), "Box"),
)
"""Names of folders, whatever their case, and whose they are."""
_IN_HOME = {"box": "Box"}
"""Names that are a service's only where somebody's own folders are."""
_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True)
class Facts:
    """What a system says of a path: asked once, for a path that is resolved."""

    environment: Mapping[str, str] = field(default_factory=dict)
    mounts: str = ""
    """Linux: the table of what is mounted where (/proc/self/mounts)."""
    type: str = ""
    """macOS: the kind of the file system."""
    drive: int = 0
    """Windows: what GetDriveType says."""
    beside: Collection[str] = ()
    """Every name in the folders above the file that is one of `MARKERS`."""


@dataclass(frozen=True)
class Whereabouts:
    """On what kind of network drive a path is, and whose service copies its folder, if any."""

    network: str = ""
    service: str = ""

    @property
    def is_good(self) -> bool:
        """Whether data can be kept there."""
        return not (self.network or self.service)


def of(path: PurePath, facts: Facts) -> Whereabouts:
    """Say where a path is; it is absolute, and no link."""
    return Whereabouts(_network(path, facts), _service(path, facts))


def _network(path: PurePath, facts: Facts) -> str:
    if isinstance(path, PureWindowsPath):
        share = _is_share(path) or facts.drive == REMOTE_DRIVE
        return "a network drive" if share else ""
    return NETWORK_TYPES.get(facts.type or _type_of(path, facts.mounts), "")


def _is_share(path: PureWindowsPath) -> bool:
    # \\?\C:\ and \\.\C:\ are long names for what is here, \\?\UNC\ is one for what is not.
    drive = path.drive.upper()
    if drive.startswith("\\\\?\\UNC"):
        return True
    return drive.startswith("\\\\") and drive[2:4] not in {"?\\", ".\\"}


def _type_of(path: PurePath, mounts: str) -> str:
    """Give the type of the file system on which a path is: of the longest, and last, mount."""
    best, found = -1, ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = PurePath(_OCTAL.sub(lambda one: chr(int(one[1], 8)), parts[1]))
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, found = len(point.parts), parts[2]
    return found


def _service(path: PurePath, facts: Facts) -> str:
    for name, folder in facts.environment.items():
        if name.upper().startswith("ONEDRIVE") and folder and _lies_in(path, folder):
            return "OneDrive"
    homes = [facts.environment.get(name, "") for name in ("HOME", "USERPROFILE")]
    for above in path.parents:
        folded = above.name.casefold()
        for pattern, service in _NAMES:
            if pattern.fullmatch(folded):
                return service
        if folded in _IN_HOME and any(home and _same(above.parent, home) for home in homes):
            return _IN_HOME[folded]
    return next((MARKERS[one] for one in facts.beside if one in MARKERS), "")


def _lies_in(path: PurePath, folder: str) -> bool:
    return path.is_relative_to(type(path)(folder))


def _same(path: PurePath, other: str) -> bool:
    return path == type(path)(other)
