"""Ways by which data would become code, or a string a command: no product code has them."""

import ast
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
PRODUCT = [
    path for folder in ("tinylora", "tasks", "flows") for path in (CHECKOUT / folder).rglob("*.py")
]
RUNS_A_JUDGED_PROGRAM = "tinylora/judge/languages/python_driver.py"
"""It lies in the box, behind the walls, and is started by the runner."""
NEVER = {
    *("os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"),
    *("asyncio.create_subprocess_shell", "pickle.load", "pickle.loads", "marshal.loads"),
    *("yaml.unsafe_load", "yaml.full_load", "yaml.load_all", "tarfile.extractall", "eval"),
    *("np.load", "numpy.load", "joblib.load", "dill.load", "shelve.open"),
}


def calls(text):
    """Return each call's name as it is written, with its keywords."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), {one.arg: ast.unparse(one.value) for one in node.keywords}


def doors(text):
    """Return what a text of Python leaves open, in words."""
    found = []
    for name, given in calls(text):
        if name in NEVER or name.endswith(".extractall") or name == "exec":
            found.append(name)
        if given.get("shell", "False") != "False":
            found.append(f"{name} with a shell")
        if name == "torch.load" and given.get("weights_only") != "True":
            found.append("torch.load of more than weights")
        if name == "yaml.load" and given.get("Loader") not in ("yaml.SafeLoader", "_Plain"):
            found.append("yaml.load of more than data")
        if given.get("trust_remote_code", "False") != "False":
            found.append(f"{name} with a model's own code")
    return found


@pytest.mark.parametrize(
    "text",
    [
        *("os.system('ls')", "subprocess.run('ls', shell=True)", "torch.load(path)"),
        *("torch.load(path, weights_only=False)", "yaml.load(text, Loader=yaml.Loader)"),
        *("eval(text)", "exec(text)", "archive.extractall(folder)", "pickle.loads(content)"),
        "AutoModelForCausalLM.from_pretrained(name, trust_remote_code=True)",
    ],
)
def test_a_door_is_seen(text):
    assert len(doors(text)) == 1


def test_product_code_has_none():
    assert len(PRODUCT) > 100
    found = {
        path.relative_to(CHECKOUT).as_posix(): open_ones
        for path in PRODUCT
        if (open_ones := doors(path.read_text(encoding="utf-8")))
    }
    assert found == {RUNS_A_JUDGED_PROGRAM: ["exec"]}


def test_no_environment_variable_is_printed_or_stored_whole():
    """A child gets the environment handed on; nothing else takes it as one thing."""
    handed_on = {
        *("tinylora/jobs.py", "tinylora/mathematics/process.py", "tasks/local/local_stack.py"),
    }
    whole = {
        path.relative_to(CHECKOUT).as_posix()
        for path in PRODUCT
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Dict | ast.BinOp)
        and any(
            ast.unparse(part) == "os.environ"
            for part in (*(node.values if isinstance(node, ast.Dict) else (node.left, node.right)),)
        )
    }
    assert whole == handed_on
