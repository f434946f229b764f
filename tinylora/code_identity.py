"""Which code made a number: the files that an entry point imports, by what they do.

A file counts by its syntax tree without docstrings, comments and formatting. Where a file lies does
not count, nor how others import it, so renaming or moving one changes nothing. Importing runs
nothing: imports are read off the trees, those inside functions too.
"""

import ast
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tinylora.entry_points import PLUMBING, EntryPoint
from tinylora.errors import SettingsError
from tinylora.identity import sha256
from tinylora.paths import SQL

PACKAGE = Path(__file__).parent
NAME = "tinylora"


@dataclass(frozen=True)
class Code:
    """The code behind an entry point.

    Attributes:
        version: 12 hex digits over what the files do.
        files: 16 hex digits for each, by its path in the package or below `sql/`.
    """

    version: str
    files: Mapping[str, str]


@cache
def code_of(entry: EntryPoint, package: Path = PACKAGE) -> Code:
    """Return the code that `entry` starts, as it lies on the disk when first asked for.

    Args:
        entry: modules whose imports are followed, and further files.
        package: folder of the package; another than this one to ask about a copy.

    Raises:
        FileNotFoundError: the entry point names a module that is not there.
        SettingsError: a file that the settings name, such as a prompt's template, is not there.
    """
    files = {}
    for path, module in _closure(entry, package).items():
        if not module.is_empty:
            files[path.relative_to(package).as_posix()] = module.digest
    for file in entry.files:
        files[file] = _digest(_text(file, package))
    version = sha256("\n".join(sorted(files.values())))[:12]
    return Code(version, dict(sorted(files.items())))


def code_version(entry: EntryPoint) -> str:
    """Return 12 hex digits over the code that `entry` starts in this package."""
    return code_of(entry).version


@dataclass(frozen=True)
class _Module:
    digest: str
    imports: frozenset[str]
    is_empty: bool
    """There is nothing in it but docstrings and imports of modules."""


def _closure(entry: EntryPoint, package: Path) -> dict[Path, _Module]:
    """Return what the entry point's modules import, directly or not, and they themselves."""
    found: dict[Path, _Module] = {}
    waiting = list(entry.modules)
    while waiting:
        name = waiting.pop()
        path = _path(name, package)
        if path is None:
            raise FileNotFoundError(f"an entry point names {name}, and {package} has no such code")
        if path in found:
            continue
        found[path] = module = _read(path, name, package)
        waiting += [
            other for other in module.imports if other not in entry.without and _is_followed(other)
        ]
    return found


def _is_followed(other: str) -> bool:
    """Return whether imports of the module `other` are followed."""
    return other not in PLUMBING and other.rpartition(".")[2] != "settings"


def _read(path: Path, name: str, package: Path) -> _Module:
    around = (name.rsplit(".", depth)[0] for depth in range(1, name.count(".")))
    packages = {one for one in around if _path(one, package)}  # importing a module runs them too
    home = name if path.name == "__init__.py" else name.rpartition(".")[0]
    module = _parsed(path.read_text(encoding="utf-8"), home, package)
    return replace(module, imports=module.imports | packages)


@cache
def _parsed(text: str, home: str, package: Path) -> _Module:
    """Return what a module in the package `home` does; entry points share most of theirs."""
    imports = _Imports(home, package)
    stripped = imports.visit(ast.parse(text))
    tree = _WithoutModuleNames(imports.modules, package).visit(stripped)
    names = sorted(imports.names, key=str)
    return _Module(
        digest=_digest(f"{ast.dump(tree)}\n{names}".encode("utf-8", "surrogatepass")),
        imports=frozenset(imports.followed),
        is_empty=not tree.body and not names,
    )


class _Imports(ast.NodeTransformer):
    """Takes imports and docstrings out of a tree, and keeps what the imports say.

    Attributes:
        followed: modules of the package that it imports.
        modules: the names such modules have in this file.
        names: what else it imports, without where in the package that lies.
    """

    def __init__(self, home: str, package: Path) -> None:
        self._home, self._package = home, package
        self.followed: set[str] = set()
        self.modules: set[str] = set()
        self.names: set[tuple[str | None, ...]] = set()

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            if _path(alias.name, self._package) is None:
                self.names.add((alias.name, alias.asname))
            else:
                self.followed.add(alias.name)
                self.modules.add(alias.asname or alias.name)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        where = node.module or ""
        if node.level:
            parent = self._home.rsplit(".", node.level - 1)[0]
            where = f"{parent}.{where}".rstrip(".")
        is_ours = _path(where, self._package) is not None
        for alias in node.names:
            member = f"{where}.{alias.name}"
            if is_ours and _path(member, self._package) is not None:
                self.followed.add(member)
                self.modules.add(alias.asname or alias.name)
            elif is_ours:
                self.followed.add(where)
                self.names.add((alias.name, alias.asname))
            else:
                self.names.add((where, alias.name, alias.asname))

    def visit_Expr(self, node: ast.Expr) -> ast.Expr | None:
        is_text = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return None if is_text else self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.If | None:
        """Leave out types that only a checker sees."""
        is_for_checkers = isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        return None if is_for_checkers and not node.orelse else self.generic_visit(node)


class _WithoutModuleNames(ast.NodeTransformer):
    """Gives every module of the package one name, so that renaming one changes no tree."""

    def __init__(self, modules: set[str], package: Path) -> None:
        self._modules, self._package = modules, package
        self._are_dotted = any("." in name for name in modules)

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name("module", node.ctx) if node.id in self._modules else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if self._are_dotted and ast.unparse(node) in self._modules:
            return ast.Name("module", node.ctx)
        return self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        """Forget the name of a module: that is how a child process is started."""
        named = isinstance(node.value, str) and _path(node.value, self._package)
        return ast.Constant("module") if named else node


def _path(name: str, package: Path) -> Path | None:
    """Return the file of a module of the package, None where there is none of that name."""
    root, *parts = name.split(".")
    if root != NAME or not all(part.isidentifier() for part in parts):
        return None
    folder = package.joinpath(*parts)
    files = (folder.with_suffix(".py"), folder / "__init__.py")
    return next((path for path in files if path.is_file()), None)


def _text(file: str, package: Path) -> bytes:
    """Return a file that is no Python; of a statement in SQL, what is neither comment nor space."""
    is_sql = file.startswith("sql/")
    path = SQL.parent / file if is_sql else package / file
    if not path.is_file():
        raise SettingsError(
            f"there is no {path}, which belongs to the code of what is asked for; a prompt's "
            f"template is the name of a file in {package / 'policy/templates'}"
        )
    data = path.read_bytes()
    return b" ".join(re.sub(rb"--[^\n]*", b"", data).split()) if is_sql else data


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def differing_files(one: Mapping[str, str], other: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (file, "changed", "added" or "removed") from `one` to `other`, by name.

    A file that has another name and does the same is no difference.
    """
    gone, new = set(one.values()) - set(other.values()), set(other.values()) - set(one.values())
    for file in sorted({*one, *other}):
        if file in one and file in other:
            if one[file] != other[file]:
                yield file, "changed"
        elif one.get(file) in gone:
            yield file, "removed"
        elif other.get(file) in new:
            yield file, "added"
