"""Faults of the program's surroundings: a setting, the environment, or the program itself.

They are told in one sentence and end with exit code 2.  Faults of *data* are values, never
exceptions: see `problems`.  Raised with a code and its facts; the sentence for the code
stands in messages/cli.vi.toml and cli.en.toml.

    GeneratorError
    ├── SettingError    an option or a setting that cannot be used
    ├── MachineError    disk, permissions, a missing tool, another build under way
    └── RenderError     the renderer, the search index or the link check refused the site
"""


class GeneratorError(Exception):
    """A fault that no data can mend, told in one sentence to the person at the keyboard."""


class SettingError(GeneratorError):
    """An option or a setting that cannot be used."""


class MachineError(GeneratorError):
    """The disk, a permission, a missing tool or another build stands in the way."""


class RenderError(GeneratorError):
    """The renderer, the search index or the link check refused the site."""
