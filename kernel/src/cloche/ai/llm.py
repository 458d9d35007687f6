"""Models of providers. There are none yet: a chat is held with a function of your own."""

from __future__ import annotations

from typing import Any, NoReturn

from cloche.errors import NotebookError


class _NotYet:
    """Says when it is made that there is no such model here yet."""

    def __init__(self, *args: Any, **options: Any) -> NoReturn:
        raise NotebookError(
            f"`ai.llm.{type(self).__name__}` is not here yet: Cloche does not keep keys of providers so far.",
            hint="Give `ui.chat` a function of your own, `async def model(messages, config)`, that asks the provider "
            "with `pyodide.http.pyfetch` or the provider's package.",
        )


class openai(_NotYet):
    """OpenAI's models."""


class anthropic(_NotYet):
    """Anthropic's models."""


class google(_NotYet):
    """Google's models."""


class groq(_NotYet):
    """Groq's models."""


class bedrock(_NotYet):
    """AWS Bedrock's models."""


class pydantic_ai(_NotYet):
    """Agents of pydantic-ai."""
