"""The one Jinja2 environment of all page templates: escaping always on, an unknown name is an error, templates compiled once a process."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template

TEMPLATES = Path(__file__).with_name("templates")


@cache
def environment() -> Environment:
    """The environment over `views/templates`; templates don't change while a process lives, so they are never looked at twice."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def keep_compiled(folder: Path) -> None:
    """Keep compiled templates in a folder from one process to the next: to compile them takes longer than to fill them for one scheme."""
    folder.mkdir(parents=True, exist_ok=True)
    environment().bytecode_cache = FileSystemBytecodeCache(str(folder))


@cache
def template(name: str) -> Template:
    """A compiled template by its file name (`notice.html`); TemplateNotFound when there is none."""
    return environment().get_template(name)


def render(name: str, /, **values: object) -> str:
    """A template over ready values; without the leading and trailing line breaks that the template's own layout leaves."""
    return template(name).render(**values).strip()
