"""A file is whole or absent; what a disk refuses is a sentence."""

import errno
import os

import pytest

from tinylora.errors import DiskFault
from tinylora.files import is_refused, room_for, write_text, write_whole

NOBODY = 2**22 + 1
"""No process has this number: Linux gives none beyond 2**22."""


def test_what_killed_processes_left_half_written_goes_with_the_next_write(tmp_path):
    page = tmp_path / "page.html"
    killed, living, other = (
        tmp_path / f"{name}.{pid}.partial"
        for name, pid in (("page.html", NOBODY), ("page.html", 1), ("page", NOBODY))
    )
    own = tmp_path / "page.html.my.partial"
    for half in (killed, living, other, own):
        half.write_text("<ht")
    write_whole(page, b"<html>")
    assert page.read_bytes() == b"<html>"
    assert not killed.exists()
    assert living.exists() and other.exists() and own.exists()


def test_what_a_link_leads_to_is_written_and_the_link_stays(tmp_path):
    page, link = tmp_path / "page.html", tmp_path / "link.html"
    page.write_text("old")
    link.symlink_to(page)
    write_whole(link, b"new")
    assert link.is_symlink() and page.read_text() == "new"
    page.unlink()
    write_whole(link, b"anew")  # it led nowhere
    assert page.read_text() == "anew"


def test_a_pipe_is_not_replaced_by_a_file(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(DiskFault, match="cannot be written: a device or a pipe is there"):
        write_text(pipe, "page")
    assert pipe.is_fifo() and list(tmp_path.iterdir()) == [pipe]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_a_refusal_of_the_disk_is_a_sentence_that_names_the_file(number):
    said = r"^/jobs/1/lock cannot be written: .* goes on from that"
    with pytest.raises(DiskFault, match=said), room_for("/jobs"):
        raise OSError(number, os.strerror(number), "/jobs/1/lock")
    with pytest.raises(DiskFault, match=r"^/jobs cannot be written"), room_for("/jobs"):
        raise OSError(number, os.strerror(number))


def test_a_mistake_is_no_refusal():
    missing = FileNotFoundError(errno.ENOENT, "No such file")
    assert not is_refused(missing) and not is_refused(ValueError())
    with pytest.raises(FileNotFoundError), room_for("/jobs"):
        raise missing
