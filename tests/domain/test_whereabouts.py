"""Where data may be kept is told by the path, the mounts, the drives and the services' marks."""

from __future__ import annotations

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from snt_desk.domain import whereabouts
from snt_desk.domain.whereabouts import Facts, Whereabouts

MOUNTS = """\
/dev/nvme0n1p2 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
tmpfs /run/user/1000 tmpfs rw 0 0
fileserver:/teams /srv/teams nfs4 rw,vers=4.2 0 0
//wha-fs01/snt /mnt/team\\040share cifs rw,vers=3.1.1 0 0
okafor@host: /home/okafor/host fuse.sshfs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
C: /mnt/c 9p rw 0 0
/dev/sdb1 /media/okafor/STICK vfat rw 0 0
systemd-1 /srv/auto autofs rw 0 0
fileserver:/auto /srv/auto nfs rw 0 0
/dev/sdc1 /srv/teams/local ext4 rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "network"),
    [
        ("/home/okafor/.local/share/SNT Desk/data/desk.db", ""),
        ("/srv/teams/desk.db", "a network drive"),
        ("/srv/teamsters/desk.db", ""),
        ("/srv/teams/local/desk.db", ""),
        ("/mnt/team share/desk.db", "a Windows share"),
        ("/home/okafor/host/desk.db", "a network drive"),
        ("/run/user/1000/gvfs/smb-share:server=fs01/desk.db", "a network drive"),
        ("/mnt/c/Users/okafor/desk.db", "a network drive"),
        ("/media/okafor/STICK/desk.db", ""),
        ("/srv/auto/desk.db", "a network drive"),
    ],
)
def test_on_linux_the_mounts_say_what_is_elsewhere(path: str, network: str) -> None:
    found = whereabouts.of(PurePosixPath(path), Facts(mounts=MOUNTS))
    assert found == Whereabouts(network)
    assert found.is_good == (not network)


@pytest.mark.parametrize(
    ("path", "drive", "is_elsewhere"),
    [
        (r"C:\Users\okafor\AppData\Local\SNT Desk\data\desk.db", 3, False),
        (r"\\wha-fs01\snt\desk.db", 0, True),
        (r"//wha-fs01/snt/desk.db", 0, True),
        (r"\\?\UNC\wha-fs01\snt\desk.db", 0, True),
        (r"\\?\C:\Users\okafor\desk.db", 3, False),
        (r"H:\desk.db", 4, True),
        (r"E:\desk.db", 2, False),
    ],
)
def test_on_windows_a_share_and_a_mapped_letter_are_elsewhere(
    path: str, drive: int, *, is_elsewhere: bool
) -> None:
    found = whereabouts.of(PureWindowsPath(path), Facts(drive=drive))
    assert bool(found.network) == is_elsewhere


@pytest.mark.parametrize(("type_", "is_elsewhere"), [("apfs", 0), ("smbfs", 1), ("nfs", 1)])
def test_on_macos_the_kind_of_the_file_system_says_it(type_: str, is_elsewhere: int) -> None:
    path = PurePosixPath("/Volumes/team/desk.db")
    assert bool(whereabouts.of(path, Facts(type=type_)).network) == bool(is_elsewhere)


WINDOWS = {
    "USERPROFILE": r"C:\Users\okafor",
    "OneDriveCommercial": r"C:\Users\okafor\Example Police",
    "OneDrive": "",
}
POSIX = {"HOME": "/Users/okafor"}


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (PureWindowsPath(r"C:\Users\okafor\Example Police\SNT\desk.db"), "OneDrive"),
        (PureWindowsPath(r"c:\users\OKAFOR\example police\desk.db"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\okafor\OneDrive - Example\desk.db"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\okafor\OneDrives I have known\desk.db"), ""),
        (PureWindowsPath(r"C:\Users\okafor\Dropbox (Team)\a\desk.db"), "Dropbox"),
        (PureWindowsPath(r"C:\Users\okafor\iCloudDrive\desk.db"), "iCloud"),
        (PureWindowsPath(r"C:\Users\okafor\Box\desk.db"), "Box"),
        (PureWindowsPath(r"D:\Box\desk.db"), ""),
        (PureWindowsPath(r"P:\pCloud Drive\desk.db"), "pCloud"),
        (PureWindowsPath(r"C:\Users\okafor\AppData\Local\SNT Desk\data\desk.db"), ""),
        (PurePosixPath("/Users/okafor/Library/CloudStorage/OneDrive-Example/desk.db"), "OneDrive"),
        (PurePosixPath("/Users/okafor/Library/CloudStorage/Box-Box/desk.db"), "Box"),
        (
            PurePosixPath("/Users/okafor/Library/Mobile Documents/com~apple~CloudDocs/desk.db"),
            "iCloud",
        ),
        (PurePosixPath("/Users/okafor/Google Drive/My Drive/desk.db"), "Google Drive"),
        (PurePosixPath("/Users/okafor/Nextcloud2/desk.db"), "Nextcloud"),
        (PurePosixPath("/Users/okafor/ownCloud/desk.db"), "ownCloud"),
        (PurePosixPath("/Users/okafor/notes on dropbox/desk.db"), ""),
        (PurePosixPath("/Users/okafor/Dropbox.db"), ""),
    ],
)
def test_a_folder_that_a_service_copies_is_known_by_its_name(path: PurePath, service: str) -> None:
    environment = WINDOWS if isinstance(path, PureWindowsPath) else POSIX
    assert whereabouts.of(path, Facts(environment)) == Whereabouts("", service)


def test_or_by_what_the_service_leaves_in_it() -> None:
    path = PurePosixPath("/home/okafor/Work/desk.db")
    assert whereabouts.of(path, Facts(POSIX, beside={".nextcloudsync.log"})).service == "Nextcloud"
    assert whereabouts.of(path, Facts(POSIX, beside={"readme.txt"})).is_good
