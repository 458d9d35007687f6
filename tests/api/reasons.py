"""Why Cloche's API is not marimo's, name by name. One sentence each, for the page."""

SERVER = "It belongs to a server, and Cloche has none: serve the built site with any web server. Calling it says so."
ISLANDS = "It makes pages for a server's notebooks; export or share the notebook instead. Calling it says so."
STORE = "Where results are kept is Cloche's own business, so there is nothing more to hand on."

NOT_APPLICABLE = {
    "create_asgi_app": SERVER,
    "MarimoIslandGenerator": ISLANDS,
    "islands": ISLANDS,
}

TABLES = "It comes with the data tables; calling it says so."

NOT_YET = {
    "sql": "It comes with SQL cells; calling it says so.",
    "ui.data_editor": TABLES,
    "ui.data_explorer": TABLES,
    "ui.dataframe": TABLES,
    "ui.experimental_data_editor": TABLES,
    "ui.table": TABLES,
}

PATHS = "`watch.file` and `watch.directory` make it; a cell is not run again by what it wrote itself."

DIFFERENT = {
    "App.run": "marimo ignores unknown keywords; here they are an error.",
    "Cell": "Only `@app.cell` makes one.",
    "cache": STORE,
    "lru_cache": STORE,
    "persistent_cache": STORE,
    "watch.DirectoryState": PATHS,
    "watch.FileState": PATHS,
    "watch.PathState": PATHS,
}
