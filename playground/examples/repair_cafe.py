"""A sign-up form that checks what is entered, counts the places left, and writes the calendar entry."""

import cloche

__generated_with = "0.1.0"
app = cloche.App(app_title="Sign up for the repair café")


@app.cell(hide_code=True)
def _():
    import cloche as cl

    cl.md("""
    # Sign up for the repair café

    Bring something broken, mend it together with somebody who knows how, and take it home again. On **Saturday, 5 December
    2026**, in the old fire station. Each hour has room for two.
    """)
    return (cl,)


@app.cell
def _(cl):
    # What was booked so far. Whoever reads `bookings` runs again after each `book`.
    bookings, book = cl.state([])
    return book, bookings


@app.cell
def _(bookings):
    HOURS = ("10:00", "11:00", "14:00", "15:00")
    PLACES = 2
    KINDS = ("Bicycle", "Clothes", "Electrical", "Furniture", "Toy")
    free = {hour: PLACES - sum(each["hour"] == hour for each in bookings()) for hour in HOURS}
    return HOURS, KINDS, PLACES, free


@app.cell(hide_code=True)
def sign_up(KINDS, cl, free, keep, wrong):
    cl.stop(
        not any(free.values()),
        cl.md("**All places are taken.** There will be another Saturday.").callout("warn"),
    )

    _labels = {f"{hour}, {'full' if not many else f'{many} free'}": hour for hour, many in free.items()}
    _first = next(label for label, hour in _labels.items() if free[hour])
    _sheet = cl.md("""
    {name}

    {email}

    {thing}

    {kind}

    {hour}

    {trouble}

    {stays}
    """).batch(
        name=cl.ui.text(label="Your name", placeholder="Ada Lovelace", full_width=True),
        email=cl.ui.text(label="E-mail", placeholder="ada@example.org", kind="email", full_width=True),
        thing=cl.ui.text(label="What is broken?", placeholder="A toaster", full_width=True),
        kind=cl.ui.dropdown(KINDS, value="Electrical", label="What kind of thing is it?", full_width=True),
        hour=cl.ui.radio(_labels, value=_first, label="When will you come?", inline=True),
        trouble=cl.ui.text_area(
            label="What does it do, or no longer do?", rows=2, max_length=280, full_width=True
        ),
        stays=cl.ui.checkbox(label="I stay and help to mend it"),
    )
    form = _sheet.form(submit_button_label="Book the place", validate=wrong, on_change=keep)
    form
    return


@app.cell(hide_code=True)
def ticket(bookings, cl):
    cl.stop(not bookings(), cl.md("*Your ticket will be here.*"))

    _last = bookings()[-1]
    cl.vstack(
        [
            cl.md(f"""
        **See you on Saturday at {_last["hour"]}, {_last["name"]}!**
        We have noted: *{_last["thing"]}* ({_last["kind"].lower()}). The kettle is on.
        """),
            cl.download(
                calendar_entry(_last).encode(),
                filename="repair-cafe.ics",
                mimetype="text/calendar",
                label="Put it into my calendar",
            ),
        ]
    ).callout("success")
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md("""
    ## What the host sees

    The list so far. It stays in this page, like everything here: this is a form to learn from, and nothing is sent. To make
    it yours, press **Edit** in the bar and change the hours and the questions.
    """)
    return


@app.cell(hide_code=True)
def host(HOURS, PLACES, bookings, cl):
    _seen = [{key: each[key] for key in ("hour", "name", "thing", "kind", "trouble")} for each in bookings()]
    _taken = f"{len(_seen)} of {PLACES * len(HOURS)} places taken"
    cl.vstack(
        [cl.md(f"**{_taken}**"), sorted(_seen, key=lambda each: each["hour"])]
        if _seen
        else [cl.md("*Nobody yet.*")]
    )
    return


@app.cell(hide_code=True)
def _(cl):
    cl.md("""
    ## The rules

    `validate` gets the answers as they stand in the form, and says what is wrong with which of them, or nothing. Each word
    stands at its field, and what was written stays where it is until it is right.
    """)
    return


@app.cell
def _(bookings, free):
    import re

    def wrong(answer):
        """What is wrong with which answer, for the person who wrote it."""
        email, hour = answer["email"].strip(), (answer["hour"] or "")[:5]
        faults = {}
        if len(answer["name"].strip()) < 2:
            faults["name"] = "Please write your name."
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", email, re.IGNORECASE):
            faults["email"] = "An address has an @ and an ending, as in ada@example.org."
        elif any(each["email"] == email for each in bookings()):
            faults["email"] = "This address has a place already. One thing a person, please."
        if not answer["thing"].strip():
            faults["thing"] = "What do you bring? A word is enough."
        if not free.get(hour):
            faults["hour"] = "That hour is full. Please choose another one."
        if not answer["stays"]:
            faults["stays"] = "We mend together: please tick that you stay."
        return faults

    return (wrong,)


@app.cell
def _(book):
    def keep(answer):
        """Note a booking that was found right."""
        if answer:
            tidy = {key: value.strip() if isinstance(value, str) else value for key, value in answer.items()}
            book(lambda before: [*before, tidy])

    return (keep,)


@app.function(hide_code=True)
def calendar_entry(booking):
    """The booking as an iCalendar file."""
    hour = booking["hour"].replace(":", "")
    thing = booking["thing"].replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Cloche//Repair cafe//EN",
            "BEGIN:VEVENT",
            f"UID:repair-{hour}@example.org",
            "DTSTAMP:20261121T120000Z",
            f"DTSTART:20261205T{hour}00",
            "DURATION:PT1H",
            f"SUMMARY:Repair café: {thing}",
            "LOCATION:The old fire station",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )


if __name__ == "__main__":
    app.run()
