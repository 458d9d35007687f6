"""What a conversation is made of: see `ui.chat`."""

from cloche.ai import llm
from cloche.ai.messages import ChatAttachment, ChatMessage, ChatModelConfig

__all__ = ["ChatAttachment", "ChatMessage", "ChatModelConfig", "llm"]
