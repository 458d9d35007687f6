"""Every session that a test here starts is closed after it."""

import driver
import pytest


@pytest.fixture(autouse=True)
def sessions(monkeypatch):
    started = []
    make = driver.Kernel.__init__

    def init(self):
        make(self)
        started.append(self)

    monkeypatch.setattr(driver.Kernel, "__init__", init)
    yield
    for kernel in started:
        kernel.session.close()
