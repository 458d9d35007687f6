"""Why Cloche's API is not marimo's, name by name. One sentence each, for the page."""

SERVER = "It belongs to a server, and Cloche has none: serve the built site with any web server. Calling it says so."
ISLANDS = "It makes pages for a server's notebooks; export or share the notebook instead. Calling it says so."
STORE = "Where results are kept is Cloche's own business, so there is nothing more to hand on."

NOT_APPLICABLE = {
    "create_asgi_app": SERVER,
    "MarimoIslandGenerator": ISLANDS,
    "islands": ISLANDS,
}

NOT_YET: dict[str, str] = {}

DIFFERENT = {
    "App.run": "marimo ignores unknown keywords; here they are an error.",
    "Cell": "Only `@app.cell` makes one.",
    "cache": STORE,
    "lru_cache": STORE,
    "persistent_cache": STORE,
}
