# /// script
# dependencies = ["cloche", "matplotlib", "numpy"]
# ///

"""A map of languages, drawn from how they count to ten. Mark some of them and see what they share."""

import cloche

__generated_with = "0.1.0"
app = cloche.App(width="medium", app_title="Languages that count alike")


@app.cell(hide_code=True)
def _():
    import cloche as cl

    cl.md("""
    # Languages that count alike

    Twenty-eight languages, and all that the computer sees of each is *one, two, three* up to *ten*. Where the words are alike,
    the languages are drawn close to each other. **Draw a box on the map, or a line around some of them,** and read how they
    count.
    """)
    return (cl,)


@app.cell(hide_code=True)
def settings(cl):
    counted = cl.ui.range_slider(
        1, 10, value=(1, 10), label="Count from and to", show_value=True, debounce=True
    )
    counted
    return (counted,)


@app.cell
def _(WORDS, counted, embed, np, unlike):
    _first, _last = counted.value
    names = list(WORDS)
    spoken = {name: words.split()[_first - 1 : _last] for name, words in WORDS.items()}
    distances = np.array([[unlike(spoken[a], spoken[b]) for b in names] for a in names])
    places, explained = embed(distances)
    return distances, explained, names, places, spoken


@app.cell(hide_code=True)
def map_of_words(COLOURS, FAMILIES, cl, names, places, plt, write_names):
    _figure, _axes = plt.subplots(figsize=(8.4, 5.2), layout="constrained")
    for _family, _colour in COLOURS.items():
        _at = [n for n, name in enumerate(names) if FAMILIES[name] == _family]
        _axes.scatter(*places[_at].T, s=45, color=_colour, label=_family)
    _axes.set(xticks=[], yticks=[])
    _axes.margins(0.1)
    _axes.legend(fontsize=8, loc="best")
    write_names(_axes, names, places)
    marked = cl.ui.matplotlib(_axes, debounce=True)
    marked
    return (marked,)


@app.cell(hide_code=True)
def chosen(cl, counted, distances, marked, names, places, spoken):
    _inside = [name for name, is_in in zip(names, marked.value.get_mask(*places.T)) if is_in]
    cl.stop(not _inside, cl.md("*Nothing is marked yet. Try the cluster of the Romance languages.*"))

    _at = [names.index(name) for name in _inside]
    _pairs = [(distances[a, b], names[a], names[b]) for a in _at for b in _at if a < b]
    _head = "| | " + " | ".join(str(n) for n in range(counted.value[0], counted.value[1] + 1)) + " |"
    _rule = "|---" * (len(_head.split("|")) - 2) + "|"
    _rows = "\n".join(f"| **{name}** | " + " | ".join(spoken[name]) + " |" for name in _inside)
    if _pairs:
        _close, _a, _b = min(_pairs)
        _mean = sum(pair[0] for pair in _pairs) / len(_pairs)
        _note = f"Of their letters, {100 * (1 - _mean):.0f} % agree; most in {_a} and {_b}, with {100 * (1 - _close):.0f} %."
    else:
        _note = "Mark one more to compare."
    cl.md(f"### {len(_inside)} of {len(names)} languages\n\n{_note}\n\n{_head}\n{_rule}\n{_rows}")
    return


@app.cell(hide_code=True)
def _(cl, explained):
    cl.md(f"""
    ## How the map is made

    Two words differ by the letters one has to change, add or leave out to turn one into the other (Levenshtein's distance,
    accents aside), as a share of the longer. Two languages differ by the mean of their words. That is a table of 28 by 28
    numbers. *Classical scaling* (Torgerson, 1952) finds points in a plane whose distances come near it: centre the squared
    distances and take the two strongest eigenvectors. A plane holds **{100 * explained:.0f} %** of this table, so
    neighbours are to be trusted more than the far corners.

    Nobody told it about families; the colours came after. Look for the stranger among the islands: Basque has no living
    relative. And count only from 1 to 3: what moves?
    """)
    return


@app.cell
def _():
    import unicodedata

    import matplotlib.pyplot as plt
    import numpy as np

    def letters(word):
        """A word without accents."""
        return "".join(
            letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)
        )

    def edits(a, b):
        """How many letters to change, add or leave out to make one of the other."""
        row = list(range(len(b) + 1))
        for n, x in enumerate(a, 1):
            before, row[0] = row[0], n
            for m, y in enumerate(b, 1):
                before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (x != y))
        return row[-1]

    def unlike(some, others):
        """How far two lists of words differ: 0 for the same ones, 1 where no letter stays."""
        pairs = [(letters(a), letters(b)) for a, b in zip(some, others)]
        return sum(edits(a, b) / max(len(a), len(b)) for a, b in pairs) / len(pairs)

    def embed(distances):
        """Points in a plane, nearly at these distances, and the share of them that the plane holds."""
        size = len(distances)
        centre = np.eye(size) - 1 / size
        values, vectors = np.linalg.eigh(-centre @ distances**2 @ centre / 2)
        places = vectors[:, :-3:-1] * np.sqrt(values[:-3:-1])
        return places, values[:-3:-1].sum() / values[values > 0].sum()

    return embed, np, plt, unlike


@app.cell
def _():
    # Where a name may stand beside its point, the best place first: how far away, and which end of it is there.
    BESIDE = [(6, 3, "left"), (-6, 3, "right"), (0, 8, "center"), (0, -11, "center")]
    BESIDE += [(6, 11, "left"), (6, -11, "left"), (-6, 11, "right"), (-6, -11, "right")]
    BESIDE += [(14, 20, "left"), (14, -20, "left"), (-14, 20, "right"), (-14, -20, "right")]

    def write_names(axes, names, places):
        """Write each name where it covers the fewest points and other names."""
        axes.figure.draw_without_rendering()  # only now it is known where the points are
        spots = axes.transData.transform(places)
        legend = axes.get_legend().get_window_extent()
        taken = [legend.padded(4)]
        for name, place in zip(names, places):
            tries = []
            for away, up, side in BESIDE:
                text = axes.annotate(
                    name, place, xytext=(away, up), textcoords="offset points", fontsize=8, ha=side
                )
                box = text.get_window_extent()
                covers = box.padded(2).count_contains(spots) + 2 * box.count_overlaps(taken)
                tries.append((covers, len(tries), text, box))
            _, best, _, box = min(tries, key=lambda each: each[:2])
            taken.append(box)
            for _, n, text, _ in tries:
                if n != best:
                    text.remove()

    return (write_names,)


@app.cell(hide_code=True)
def _():
    _families = {
        "Germanic": """
            English: one two three four five six seven eight nine ten
            German: eins zwei drei vier fünf sechs sieben acht neun zehn
            Dutch: een twee drie vier vijf zes zeven acht negen tien
            Swedish: ett två tre fyra fem sex sju åtta nio tio
            Danish: en to tre fire fem seks syv otte ni ti
            Norwegian: en to tre fire fem seks sju åtte ni ti
            Icelandic: einn tveir þrír fjórir fimm sex sjö átta níu tíu""",
        "Romance": """
            French: un deux trois quatre cinq six sept huit neuf dix
            Spanish: uno dos tres cuatro cinco seis siete ocho nueve diez
            Portuguese: um dois três quatro cinco seis sete oito nove dez
            Italian: uno due tre quattro cinque sei sette otto nove dieci
            Catalan: un dos tres quatre cinc sis set vuit nou deu
            Romanian: unu doi trei patru cinci șase șapte opt nouă zece
            Latin: unus duo tres quattuor quinque sex septem octo novem decem""",
        "Slavic": """
            Polish: jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć
            Czech: jeden dva tři čtyři pět šest sedm osm devět deset
            Slovak: jeden dva tri štyri päť šesť sedem osem deväť desať
            Slovene: ena dva tri štiri pet šest sedem osem devet deset
            Croatian: jedan dva tri četiri pet šest sedam osam devet deset""",
        "Baltic": """
            Lithuanian: vienas du trys keturi penki šeši septyni aštuoni devyni dešimt
            Latvian: viens divi trīs četri pieci seši septiņi astoņi deviņi desmit""",
        "Celtic": """
            Welsh: un dau tri pedwar pump chwech saith wyth naw deg
            Irish: aon dó trí ceathair cúig sé seacht ocht naoi deich""",
        "Uralic": """
            Finnish: yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen
            Estonian: üks kaks kolm neli viis kuus seitse kaheksa üheksa kümme
            Hungarian: egy kettő három négy öt hat hét nyolc kilenc tíz""",
        "Others": """
            Basque: bat bi hiru lau bost sei zazpi zortzi bederatzi hamar
            Turkish: bir iki üç dört beş altı yedi sekiz dokuz on""",
    }
    COLOURS = dict(
        zip(
            _families,
            ("tab:blue", "tab:orange", "tab:green", "tab:olive", "tab:red", "tab:purple", "tab:gray"),
        )
    )
    _lines = [
        (family, line.strip().split(": "))
        for family, text in _families.items()
        for line in text.strip().splitlines()
    ]
    WORDS = {name: words for _, (name, words) in _lines}
    FAMILIES = {name: family for family, (name, _) in _lines}
    return COLOURS, FAMILIES, WORDS


if __name__ == "__main__":
    app.run()
