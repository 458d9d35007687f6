"""The values that a chat's model gets and gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(slots=True)
class ChatAttachment:
    """A file that came with a message, as a `data:` address."""

    url: str
    name: str = "attachment"
    content_type: str | None = None


@dataclass(slots=True)
class ChatMessage:
    """One message: who speaks, and what. A model may answer with any value; then `content` is that."""

    role: Literal["user", "assistant", "system"]
    content: Any
    id: str = ""
    parts: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[ChatAttachment] | None = None
    metadata: Any | None = None


@dataclass(slots=True)
class ChatModelConfig:
    """How the model should answer, as far as it cares. None where nothing was said."""

    max_tokens: int | None = None
    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    frequency_penalty: float | None = None
    presence_penalty: float | None = None
