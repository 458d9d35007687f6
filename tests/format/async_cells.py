import cloche

__generated_with = "0.1.0"
app = cloche.App()


@app.cell
async def _():
    import asyncio

    await asyncio.sleep(0)
    return (asyncio,)


@app.cell
async def fetch(asyncio):
    async with asyncio.timeout(1):
        first = [n async for n in numbers()]
    return (first,)


@app.function
async def numbers():
    yield 1


@app.cell
def _(first):
    async def later():
        await first

    return


if __name__ == "__main__":
    app.run()
