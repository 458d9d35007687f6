"""A conversation with a function."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import asdict, fields
from typing import Any, ClassVar

from cloche.ai.messages import ChatAttachment, ChatMessage, ChatModelConfig
from cloche.outputs.dataurl import data_url
from cloche.outputs.embed import as_html
from cloche.outputs.markdown import md
from cloche.ui import checks
from cloche.ui.element import Element, OnChange

Model = Callable[..., object]

_USUAL = {
    "max_tokens": 4096,
    "temperature": 0.5,
    "top_p": 1,
    "top_k": 40,
    "frequency_penalty": 0,
    "presence_penalty": 0,
}


class chat(Element["list[ChatMessage]"]):
    """A conversation with `model`, a function of the messages so far and, if it takes a second argument, the settings.

    It may be `async`, and may yield its answer piece by piece: texts add up,
    and the page shows them as they come. An answer that is no text is shown as
    a cell would show it. The value is the list of all messages. Stop ends an
    answer; what there is of it stays.
    """

    kind: ClassVar[str] = "chat"

    def __init__(
        self,
        model: Model,
        *,
        prompts: list[str] | None = None,
        on_message: Callable[[list[ChatMessage]], None] | None = None,
        show_configuration_controls: bool = False,
        config: Mapping[str, Any] | None = _USUAL,
        allow_attachments: bool | list[str] = False,
        max_height: int | None = None,
        disabled: bool = False,
        label: str = "",
        on_change: OnChange | None = None,
    ) -> None:
        if not callable(model):
            raise TypeError(f"`model` is a function of the messages so far, not {model!r}.")
        if on_message is not None and not callable(on_message):
            raise TypeError(f"`on_message` is a function of the messages, not {on_message!r}.")
        if isinstance(prompts, str) or not all(isinstance(each, str) for each in prompts or ()):
            raise ValueError(f"`prompts` is a list of texts, not {prompts!r}.")
        if not isinstance(allow_attachments, (bool, list)):
            raise ValueError(f"`allow_attachments` is True, False or a list of kinds, not {allow_attachments!r}.")
        self._model = model
        self._on_message = on_message
        self._config = _settings(config or {})
        self._html: dict[int, str] = {}
        """What answers look like, by their place."""
        super().__init__(
            [],
            label=label,
            on_change=on_change,
            full_width=True,
            props={
                "prompts": list(prompts or ()),
                "show_configuration_controls": checks.boolean(
                    "show_configuration_controls", show_configuration_controls
                ),
                "config": asdict(self._config),
                "allow_attachments": bool(allow_attachments),
                "attachments": allow_attachments if isinstance(allow_attachments, list) else [],
                "max_height": checks.count("max_height", max_height),
                "disabled": disabled,
            },
        )

    async def hear(self, message: object) -> bool:
        """`{"ask": text, "files": […], "config": {…}}` or `{"clear": true}`."""
        if not isinstance(message, Mapping) or not ("clear" in message or isinstance(message.get("ask"), str)):
            raise ValueError(f"The chat does not know {message!r}.")
        if "clear" in message:
            self._put([])
            return True
        files = [_attachment(each) for each in message.get("files") or ()]
        self._put([*self._value, ChatMessage("user", message["ask"], attachments=files or None)])
        settings = _settings({**asdict(self._config), **(message.get("config") or {})})
        text, content = "", None
        try:
            async for part in _parts(self._asked(settings)):
                if isinstance(part, str):
                    text += part
                    self._say({"part": part})
                else:
                    content = part
        except BaseException as fault:
            if text:
                self._put([*self._value, ChatMessage("assistant", text)])
            is_end = isinstance(fault, (asyncio.CancelledError, KeyboardInterrupt))
            self._say({"problem": "Stopped." if is_end else f"{type(fault).__name__}: {fault}"})
            if is_end:
                return True
            raise
        self._put([*self._value, ChatMessage("assistant", text if content is None else content)])
        if self._on_message is not None:
            self._on_message(list(self._value))
        return True

    def _asked(self, settings: ChatModelConfig) -> object:
        messages = list(self._value)
        return self._model(messages, settings) if _takes_settings(self._model) else self._model(messages)

    def _put(self, messages: list[ChatMessage]) -> None:
        self._html = {at: html for at, html in self._html.items() if at < len(messages)}
        for at, message in enumerate(messages):
            if at not in self._html:
                content = message.content
                self._html[at] = md(content).text if isinstance(content, str) else as_html(content).text
        self._value = messages
        self._tell_whole()
        here = self._home()
        if here is not None:
            here.updated(self)

    def _become_first(self) -> None:
        self._html = {}
        super()._become_first()

    def _read(self, answer: object) -> list[ChatMessage]:
        if not isinstance(answer, (list, tuple)) or not all(isinstance(each, Mapping) for each in answer):
            raise ValueError(f"A chat expected a list of messages, got {answer!r}.")
        messages = [ChatMessage(each.get("role", "user"), each.get("content", "")) for each in answer]
        self._html = {at: str(each["html"]) for at, each in enumerate(answer) if "html" in each}
        return messages

    def _shown_value(self) -> object:
        return [
            {
                "role": message.role,
                "content": message.content if isinstance(message.content, str) else "",
                "html": self._html.get(at, ""),
                "files": [each.name for each in message.attachments or ()],
            }
            for at, message in enumerate(self._value)
        ]


async def _parts(answer: object) -> AsyncIterator[object]:
    """The pieces of an answer, however the model gives it."""
    if inspect.isawaitable(answer):
        answer = await answer
    if isinstance(answer, AsyncIterator):
        async for part in answer:
            yield _piece(part)
    elif inspect.isgenerator(answer):
        for part in answer:
            yield _piece(part)
            await asyncio.sleep(0)  # the page shows it now
    else:
        yield answer


def _piece(part: object) -> object:
    """A piece as the AI SDK's protocol writes it, or any other."""
    if isinstance(part, Mapping) and isinstance(part.get("type"), str):
        return str(part.get("delta", "")) if part["type"] == "text-delta" else ""
    return part


def _takes_settings(model: Model) -> bool:
    try:
        parameters = inspect.signature(model).parameters.values()
    except (TypeError, ValueError):
        return True
    places = [each for each in parameters if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)]
    return len(places) > 1 or any(each.kind is each.VAR_POSITIONAL for each in parameters)


def _settings(given: Mapping[str, Any]) -> ChatModelConfig:
    known = {each.name for each in fields(ChatModelConfig)}
    unknown = sorted(set(given) - known)
    if unknown:
        raise ValueError(f"`config` has no setting {unknown[0]!r}; there are: {', '.join(sorted(known))}.")
    return ChatModelConfig(**{name: checks.optional_number(name, value) for name, value in given.items()})  # type: ignore[arg-type]


def _attachment(given: object) -> ChatAttachment:
    if not isinstance(given, Mapping) or not isinstance(given.get("contents"), (bytes, bytearray, memoryview)):
        raise ValueError("An attachment could not be read: it changed, or was moved. Choose it again.")
    kind = str(given.get("type") or "application/octet-stream")
    url = data_url(kind, given["contents"])
    return ChatAttachment(url, str(given.get("name") or "attachment"), kind)
