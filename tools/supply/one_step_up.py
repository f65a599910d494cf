"""Print the packages of pyproject.toml with every upper limit taken away: what to try one step up."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text("utf-8"))[
    "project"
]
wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
print("\n".join(re.sub(r",<[^,]*", "", one).replace("==", ">=") for one in wanted))
