"""Sort short messages by hand, with a model beside you that learns as you go and asks what it understands least."""

import cloche

__generated_with = "0.1.0"
app = cloche.App(app_title="Label the mail")


@app.cell(hide_code=True)
def _():
    import cloche as cl

    cl.md("""
    # Label the mail

    Thirty messages to an allotment society (made up for this page) want sorting. Press a button, or its number on the
    keyboard: **1**, **2**, **3**; **0** takes the last one back. A small model learns from each label. It guesses, and next
    it asks about the message that it is least sure of.
    """)
    return (cl,)


@app.cell
def _(cl):
    KINDS = ("Question", "Offer", "Complaint")
    labels, set_labels = cl.state({})  # the label by message number, in the order of labelling
    return KINDS, labels, set_labels


@app.cell(hide_code=True)
def desk(MESSAGES, cl, current, hunch, labels):
    _done, _all = len(labels()), len(MESSAGES)
    _bar = cl.Html(
        f'<div role="img" aria-label="{_done} of {_all} labelled" style="height: 6px; border-radius: 3px; background: var(--line, #ddd)">'
        f'<div style="height: 6px; border-radius: 3px; width: {100 * _done / _all:.0f}%; background: var(--series-1, seagreen)"></div></div>'
    )
    if current is None:
        _card = cl.md(f"""
        ### All {_all} messages are sorted. Thank you!

        Below is how many there are of each kind, and how well the model would have done without you.
        Take the labels with you, take the last one back, or begin again.
        """).callout("success")
    else:
        _card = cl.md(f"### {MESSAGES[current]}\n\nMessage {_done + 1} of {_all}. {hunch}")
    cl.vstack([_bar, _card], gap=1)
    return


@app.cell(hide_code=True)
def buttons(KINDS, cl, current, labels, set_labels):
    def _give(kind):
        return lambda _: set_labels({**labels(), current: kind})

    _choices = [
        cl.ui.button(label=kind, on_click=_give(kind), keyboard_shortcut=str(n), full_width=True)
        for n, kind in enumerate(KINDS, 1)
    ]
    _undo = cl.ui.button(
        label="Take back",
        on_click=lambda _: set_labels(dict(list(labels().items())[:-1])),
        keyboard_shortcut="0",
        disabled=not labels(),
    )
    _again = cl.ui.button(label="Begin again", on_click=lambda _: set_labels({}))
    if current is None:
        _shown = cl.hstack([_undo, _again], justify="start")
    else:
        _shown = cl.vstack([cl.hstack(_choices, widths="equal"), _undo])
    _shown
    return


@app.cell(hide_code=True)
def results(KINDS, MESSAGES, as_csv, cl, labels, learn):
    _counts = {kind: sum(each == kind for each in labels().values()) for kind in KINDS}
    _rows = [{"message": MESSAGES[at], "label": kind} for at, kind in labels().items()]
    _tests = [learn({k: v for k, v in labels().items() if k != at})(MESSAGES[at]) for at in labels()]
    _right = sum(max(guess, key=guess.get) == kind for guess, kind in zip(_tests, labels().values()))
    cl.vstack(
        [
            cl.hstack(
                [cl.stat(many, kind, bordered=True) for kind, many in _counts.items()]
                + [
                    cl.stat(
                        f"{100 * _right / len(_rows):.0f} %" if _rows else "–",
                        "Model agrees",
                        "each left out once",
                        bordered=True,
                    )
                ],
                widths="equal",
                wrap=True,
            ),
            _rows[::-1] if _rows else cl.md("*What you have labelled will be listed here.*"),
            cl.download(
                as_csv(_rows).encode(),
                filename="labels.csv",
                mimetype="text/csv",
                label="Download the labels",
                disabled=not _rows,
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md(r"""
    ## The model

    It is *naive Bayes*, the oldest spam filter: count how often each word stood in each kind of message. For a new one,
    multiply up how typical its words are for each kind,

    $$P(k \mid w_1 \dots w_n) \propto P(k)\,\prod_i P(w_i \mid k),$$

    and believe the largest. To ask next about the message whose best guess is weakest is called *active learning*: labels
    cost your time, so they should tell something new. "Model agrees" is honest: each label is predicted from all the others.
    """)
    return


@app.cell
def _(MESSAGES, labels, model):
    # What the model thinks of every message that has no label yet.
    guesses = {at: model(text) for at, text in enumerate(MESSAGES) if at not in labels()}
    current = min(guesses, key=lambda at: max(guesses[at].values()), default=None)
    if current is None or len(set(labels().values())) < 2:
        hunch = ""
    else:
        _best = max(guesses[current], key=guesses[current].get)
        hunch = f"The model thinks: *{_best}*, {100 * guesses[current][_best]:.0f} % sure."
    return current, hunch


@app.cell
def _(labels, learn):
    model = learn(labels())
    return (model,)


@app.cell
def _(KINDS, MESSAGES):
    import re
    from collections import Counter
    from math import exp, log

    def words(text):
        return re.findall(r"[a-z']+|\?|!", text.lower())

    def learn(labels):
        """A function from a text to the probability of each kind, learnt from labels by message number."""
        counts = {kind: Counter() for kind in KINDS}
        for at, kind in labels.items():
            counts[kind].update(words(MESSAGES[at]))
        many = Counter(labels.values())
        vocabulary = len(set().union(*counts.values())) + 1

        def guess(text):
            scores = {}
            for kind in KINDS:
                size = sum(counts[kind].values())
                prior = log((many[kind] + 1) / (len(labels) + len(KINDS)))
                scores[kind] = prior + sum(
                    log((counts[kind][word] + 1) / (size + vocabulary)) for word in words(text)
                )
            top = max(scores.values())
            parts = {kind: exp(score - top) for kind, score in scores.items()}
            return {kind: part / sum(parts.values()) for kind, part in parts.items()}

        return guess

    return (learn,)


@app.cell(hide_code=True)
def _():
    import csv
    import io

    def as_csv(rows):
        """Labels as a table that a spreadsheet opens."""
        text = io.StringIO()
        table = csv.DictWriter(text, ["message", "label"], lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
        return text.getvalue()

    return (as_csv,)


@app.cell(hide_code=True)
def _():
    MESSAGES = """
    When does the water get turned on in spring?
    I have far too many tomato seedlings, come and take some.
    Somebody parked in front of the gate again!
    Is it allowed to keep two hens on a plot?
    Free to a good home: one wheelbarrow, slightly rusty.
    The compost heap smells and nobody turns it.
    Who do I ask about a larger shed?
    We could lend you our scarifier next weekend.
    The noise from plot nine on Sundays is too much.
    How deep should I plant garlic?
    Happy to water your beds while you are away.
    My strawberries were picked overnight, this has to stop!
    Does anyone know what eats my kohlrabi?
    There are rhubarb crowns to give away at plot four.
    The path has been under water for three weeks now.
    Which day is the hedge cut collected?
    I can help to mend the fence on Saturday.
    The tool shed was left unlocked, not for the first time.
    What does a year on the waiting list mean exactly?
    Take as many courgettes as you can carry, please.
    Nobody answered my last two messages.
    Could we have the meeting on a Thursday?
    My neighbour and I offer a pruning course in March.
    The new lock does not work and I had to climb over.
    Are wasps under the roof a case for the society?
    I would share my greenhouse with somebody who waters.
    The bill charges me for a plot that I gave back.
    Where can I leave old roof felt?
    Spare seed potatoes, three sorts, yours for a smile.
    Dogs run loose in the beds, please do something.
    """.strip().splitlines()
    MESSAGES = [_line.strip() for _line in MESSAGES]
    return (MESSAGES,)


if __name__ == "__main__":
    app.run()
