import cloche

__generated_with = "0.1.0"
app = cloche.App()


@app.cell
def first():
    a = 1
    return (a,)


@app.cell(hide_code=True)
def torn(a):
    b = (a
    return (b,)


<<<<<<< HEAD
@app.cell
def _(a):
    text = """
@app.cell
def inside_a_string():
    return
"""
    return


=======
>>>>>>> branch
@app.cell
def last(a)
    print(a)
    return


if __name__ == "__main__":
    app.run()
