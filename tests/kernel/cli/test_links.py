"""The codec of links, the golden links that the page reads too, and what `cloche share` refuses."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from base64 import urlsafe_b64decode
from pathlib import Path

import pytest
from verbs import NOTEBOOK, Shell

from cloche.cli.link import payload, vocabulary
from cloche.cli.secrets import secrets_in

GOLDENS = json.loads((Path(__file__).parents[2] / "wire" / "links.json").read_text("utf-8"))
ABSENT = -1
NEW_GOLDENS = [golden for golden in GOLDENS if golden["payload"].startswith("2.")]


def bytes_of(letters: str) -> bytes:
    return urlsafe_b64decode(letters + "=" * (-len(letters) % 4))


def unfolded(text: str) -> bytes:
    """What stands in a payload, or in a link: its letters are counted and checked."""
    version, _, letters = text.rpartition("/")[2].strip().partition(".")
    count, check, squeezed = letters[:2], letters[2:6], bytes_of(letters[6:])
    assert version == "2"
    assert int.from_bytes(bytes_of(count + "AA"), "big") >> 12 == len(letters[6:]) % 4096
    assert int.from_bytes(bytes_of(check), "big") == zlib.crc32(squeezed) & 0xFFFFFF
    return zlib.decompressobj(-15, zdict=vocabulary()).decompress(squeezed)


def opened(text: str) -> dict[str, bytes]:
    """The files in a payload, or in a link."""
    line, _, rest = unfolded(text).partition(b"\n")
    _, *head = json.loads(line)
    found = {}
    for name, size in zip(head[::2], [*head[1::2], None], strict=True):
        if size != ABSENT:
            found[name], rest = rest[:size], rest[len(rest) if size is None else size :]
    return found


@pytest.mark.parametrize("golden", NEW_GOLDENS, ids=lambda golden: next(iter(golden["files"])))
def test_a_golden_link_holds_what_it_held_and_is_made_no_longer_today(golden: dict):
    contents = {name: text.encode() for name, text in golden["files"].items()}

    assert opened(golden["payload"]) == contents
    made = payload(contents, golden.get("absent", []))
    assert opened(made) == contents
    assert len(made) <= 1.02 * len(golden["payload"])  # another zlib may choose otherwise


def test_the_vocabulary_is_the_one_that_links_were_made_with():
    digest = hashlib.sha256(vocabulary()).hexdigest()

    assert digest == "3489bff0eb154782de39fdd608cd3d8ebe6eb4631513b65c9ec4041087816d07"


def test_a_link_holds_the_notebook(shell: Shell):
    answer = shell("share", shell.file("nb.py"), "--base-url", "https://example.org/play/?mode=edit#nb/1")

    assert re.fullmatch(r"https://example\.org/play/#code/2\.[\w-]+\n", answer.out)
    assert opened(answer.out) == {"nb.py": NOTEBOOK.encode()}


def test_files_go_along_by_their_names_in_the_notebooks_folder(shell: Shell):
    name = shell.file("nb.py")
    (shell.folder / "data").mkdir()
    (shell.folder / "data" / "points.bin").write_bytes(b"\x00\xff\n")

    answer = shell("share", name, shell.file("helper.py", "x = 1\n"), str(shell.folder / "data" / "points.bin"))

    assert opened(answer.out) == {
        "nb.py": NOTEBOOK.encode(),
        "helper.py": b"x = 1\n",
        "data/points.bin": b"\x00\xff\n",
    }


def test_files_may_stand_on_either_side_of_an_option(shell: Shell):
    name, helper = shell.file("nb.py"), shell.file("helper.py", "x = 1\n")

    answer = shell("share", name, "--base-url", "https://example.org/", helper)

    assert set(opened(answer.out)) == {"nb.py", "helper.py"}
    assert shell("share", name, "--base-url", "https://example.org/", "--unknown").code == 2
    assert shell("inspect", name, "--json", shell.file("other.py")).out.count("\n") == 2


def test_a_file_elsewhere_is_not_shared(shell: Shell, tmp_path_factory: pytest.TempPathFactory):
    other = tmp_path_factory.mktemp("elsewhere") / "data.csv"
    other.write_text("1")

    answer = shell("share", shell.file("nb.py"), str(other))

    assert (answer.code, answer.out) == (2, "")
    assert "not in the notebook's folder" in answer.err


def test_a_link_that_some_programs_would_cut_comes_with_a_note(shell: Shell):
    noise = "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(3000))

    assert "some chat and mail programs" in shell("share", shell.file("nb.py", NOTEBOOK + f"# {noise}\n")).err


def test_only_notebooks_are_shared_and_only_to_web_addresses(shell: Shell):
    assert shell("share", shell.file("a.py", "print(1)")).code == 2
    assert shell("share", shell.file("nb.py"), "--base-url", "javascript:x").code == 2
    assert shell("share", shell.file("nb.py"), "nowhere.csv").code == 2


def test_files_that_no_page_would_open_are_not_shared(shell: Shell):
    (shell.folder / "big.bin").write_bytes(bytes(5_000_001))

    answer = shell("share", shell.file("nb.py"), str(shell.folder / "big.bin"))

    assert answer.code == 2
    assert "5 MB" in answer.err


def test_a_secret_is_not_shared_unless_asked_for(shell: Shell):
    name = shell.file("nb.py", NOTEBOOK.replace("6 * 7", "1; password = 'correct-horse'"))

    answer = shell("share", name)

    assert (answer.code, answer.out) == (1, "")
    assert "nb.py:22: this looks like a password: corr…" in answer.err
    assert "correct-horse" not in answer.err
    assert shell("share", name, "--with-secrets").code == 0


# ------------------------------------------------------------------- secrets

SAMPLES = json.loads((Path(__file__).parents[2] / "wire" / "secrets.json").read_text("utf-8"))


@pytest.mark.parametrize("sample", SAMPLES["secret"], ids=lambda sample: sample["kind"])
def test_what_looks_like_a_secret_is_found(sample: dict):
    text = "# a line\n" + "".join(sample["text"])

    assert [(each.kind, each.line) for each in secrets_in(text)] == [(sample["kind"], 2)]


@pytest.mark.parametrize("text", SAMPLES["harmless"])
def test_what_is_no_secret_is_left_alone(text: str):
    assert secrets_in(text) == []


def test_a_module_beside_the_notebook_that_stays_behind_is_named_in_the_link(shell: Shell):
    name = shell.file("nb.py", NOTEBOOK.replace("import cloche", "import cloche, helper, json"))
    shell.file("helper.py", "import second\n")
    second = shell.file("second.py", "import nb\n")
    shell.file("other.py", "")

    answer = shell("share", name, second)

    assert set(opened(answer.out)) == {"nb.py", "second.py"}
    assert re.search(r"imports helper\.py, which is not in the link", answer.err)
    assert json.loads(unfolded(answer.out).partition(b"\n")[0])[1:3] == ["helper.py", ABSENT]
