/**
 * The Python of a widget, as far as its element uses it: in tests the place of the anywidget package, which wants half of
 * Jupyter installed. The scripts that it is given are real ones.
 */
export const WIDGET_PYTHON = `class Widget:
    comm, _css = None, ""
    def __init__(self, script, **state):
        self.__dict__.update(_esm=script, state=state)
    def traits(self):
        return self.state
    def get_state(self):
        return dict(self.state)
    def set_state(self, state):
        self.state.update(state)
    def _handle_msg(self, message): ...`;
