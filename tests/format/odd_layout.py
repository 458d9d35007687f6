import os
import cloche as c, sys

# A remark before the app.
app = c.App(width='medium')
# A remark after the app.
@app.cell
def tabs(): # noqa
	if True:
		a = 1

	return a # the end

helper = 1

@app.cell
def one_line(): b = 1; return b,
@app.cell
def semicolon(a):
  d = a; e = d; return (d, e)

@app.cell
def no_return(d):

    print(d)

    # a remark at the end


@app.cell
def own_return(e):
    return e + 1


@app.cell
def dots(): ...

@app.cell
def many_lines(
    a,  # with a remark: and a colon
    e=")",
):
      six = a
      return six
