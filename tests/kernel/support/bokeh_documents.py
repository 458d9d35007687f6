"""Documents of Bokeh's, as plain data, looked at by tests."""


def models(value):
    """All models in it, the outer ones first."""
    if isinstance(value, list):
        return [found for each in value for found in models(each)]
    if not isinstance(value, dict):
        return []
    own = [value] if value.get("type") == "object" else []
    return own + [found for each in value.values() for found in models(each)]
