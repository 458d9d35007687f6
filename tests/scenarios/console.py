"""What cells print: in order, at once, bounded, and never on the floor."""

import builtins
import contextlib

from cloche.protocol import CellPrinted, InputFinished, InputRequested
from cloche.runtime.prompt import CellInput, Prompt


class Person:
    """Answers from a list; an exception in it is raised."""

    can_ask = True

    def __init__(self, *answers):
        self.answers = list(answers)

    def line(self, request):
        answer = self.answers.pop(0)
        if isinstance(answer, str):
            return answer
        raise answer


@contextlib.contextmanager
def asking(*answers):
    prompt = Prompt(Person(*answers))
    before = builtins.input
    builtins.input = prompt.input
    try:
        yield prompt
    finally:
        builtins.input = before


async def scenario_stdout_and_stderr_keep_their_order(kernel):
    await kernel.start(a="import sys\nprint('1')\nprint('2', file=sys.stderr)\nprint('3')")

    assert kernel.page.consoles["a"] == [("stdout", "1\n"), ("stderr", "2\n"), ("stdout", "3\n")]


async def scenario_a_rerun_empties_the_console(kernel):
    await kernel.start(a="print('first')")

    await kernel.run(a="print('second')")

    assert kernel.printed("a") == "second\n"


async def scenario_a_flood_of_prints_makes_few_events_and_ends_with_a_notice(kernel):
    await kernel.start(a="for i in range(200_000): print(i)")

    assert kernel.count(CellPrinted) < 2_000
    assert len(kernel.printed("a")) < 1_001_000
    assert "not shown" in kernel.printed("a")[-100:]


async def scenario_one_enormous_text_is_cut(kernel):
    await kernel.start(a="print('x' * 50_000_000)")

    assert len(kernel.printed("a")) < 1_001_000


async def scenario_colours_and_carriage_returns_pass_through(kernel):
    await kernel.start(a=r"print('\x1b[31mred\x1b[0m\r50%')")

    assert kernel.printed("a") == "\x1b[31mred\x1b[0m\r50%\n"


async def scenario_closing_and_replacing_stdout_does_not_kill_printing(kernel):
    await kernel.start(a="import sys\nsys.stdout.close()\nprint('still')", b="sys.stdout = None")

    await kernel.run(c="print('again')")

    assert kernel.printed("a") == "still\n"
    assert kernel.printed("c") == "again\n"


async def scenario_redirecting_stdout_works(kernel):
    await kernel.start(
        a="""
        import io, contextlib
        with contextlib.redirect_stdout(io.StringIO()) as f:
            print('inside')
        print('outside')
        text = f.getvalue()
        """
    )

    assert kernel["text"] == "inside\n"
    assert kernel.printed("a") == "outside\n"


async def scenario_writing_bytes_works(kernel):
    await kernel.start(a="import sys\n_ = sys.stdout.buffer.write('é\\n'.encode())\nsys.stdout.isatty()")

    assert kernel.printed("a") == "é\n"
    assert kernel.output("a") == "False"


async def scenario_logs_go_to_the_console(kernel):
    await kernel.start(
        a="""
        import logging
        logger = logging.Logger("mine")
        logger.addHandler(logging.StreamHandler())
        logger.warning("careful")
        """
    )

    assert kernel.printed("a", "stderr") == "careful\n"


async def scenario_printing_in_a_callback_goes_to_the_elements_cell(kernel):
    await kernel.start(a="from cloche import ui\ns = ui.slider(0, 9, on_change=lambda v: print('now', v))")

    await kernel.set(s=3)

    assert kernel.printed("a") == "now 3\n"


async def scenario_printing_while_a_value_is_shown_goes_to_the_cell(kernel):
    await kernel.start(a="class C:\n    def __repr__(self):\n        print('drawn')\n        return 'C'\nC()")

    assert kernel.printed("a") == "drawn\n"
    assert kernel.output("a") == "C"


async def scenario_prints_can_be_kept_or_shown_as_output(kernel):
    await kernel.start(
        a="import cloche as cl",
        b="with cl.capture_stdout() as kept:\n    print('kept')\nkept.getvalue()",
        c="with cl.redirect_stdout():\n    for n in range(3): print('line', n)\nprint('after')",
    )

    assert (kernel.output("b"), kernel.printed("b")) == ("kept\n", "")
    assert "line 0\nline 1\nline 2" in kernel.html("c") and kernel.html("c").count("line 0") == 1
    assert kernel.printed("c") == "after\n"


async def scenario_a_question_is_told_and_echoed_with_its_answer(kernel):
    with asking("Ada", "36"):
        await kernel.start(a="print('hello', end=' ')\nname = input('Name: ')\nage = int(input())")

    told = [event for event in kernel.events if isinstance(event, InputRequested | InputFinished)]
    assert told == [
        InputRequested("a", 1, "Name: ", False),
        InputFinished("a", 1),
        InputRequested("a", 2, "", False),
        InputFinished("a", 2),
    ]
    assert kernel.printed("a") == "hello Name: Ada\n36\n"
    assert (kernel["name"], kernel["age"]) == ("Ada", 36)


async def scenario_a_password_is_not_echoed(kernel):
    with asking("secret") as prompt:
        builtins.input = prompt.getpass
        await kernel.start(a="word = input('Password: ')")

    assert next(event for event in kernel.events if isinstance(event, InputRequested)).secret
    assert (kernel.printed("a"), kernel["word"]) == ("Password: \n", "secret")


async def scenario_the_end_of_the_input_is_an_eof_error(kernel):
    with asking(EOFError("The input was ended.")):
        await kernel.start(a="input('More? ')")

    assert kernel.error("a").exception == "EOFError"
    assert any(isinstance(event, InputFinished) for event in kernel.events)


async def scenario_stop_ends_a_question_and_the_run(kernel):
    with asking(KeyboardInterrupt()):
        await kernel.start(a="input('Name: ')", b="after = 1")

    assert kernel.error("a").code == "interrupted"
    assert kernel.status("b") == "stale"


async def scenario_lines_can_be_read_from_stdin(kernel):
    with asking("one", "two", EOFError()) as prompt:
        builtins.input = CellInput(prompt)
        await kernel.start(a="lines = [line.strip() for line in input]")

    assert kernel["lines"] == ["one", "two"]


async def scenario_where_nothing_can_wait_a_question_says_what_to_do(kernel):
    with asking() as prompt:
        prompt._lines.can_ask = False
        await kernel.start(a="input('Name: ')")

    assert kernel.error("a").exception == "RuntimeError"
    assert "cl.ui.text" in kernel.error("a").problem
