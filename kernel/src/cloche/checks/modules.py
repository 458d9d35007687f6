"""Modules that do not work in a browser, each with what does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a module, or a function of one, fails in a browser, and what to use instead."""

    code: str
    problem: str
    instead: str


_FETCH = "Fetch over HTTP instead: `await pyodide.http.pyfetch(url)`, or `requests` where the server allows it (CORS)."
_FILE = "Save what you need as Parquet or CSV and read that, or use `sqlite3` or `duckdb`, which run in the browser."
_AWAIT = "Use `async def` and `await asyncio.gather(...)` for waiting; long computations run one after the other."
_RUN = "Do it in Python: `pathlib`, `shutil` and `zipfile` for files, an import for other programs."
_ELEMENTS = "Use Cloche's elements: `cl.ui.button`, `cl.ui.slider`, `cl.ui.text`."
_TRAIN = "Train elsewhere and save what came out; `scikit-learn` and `xgboost` run in the browser."
_ARRAYS = "Use `numpy` or `scipy`."
_FRAMES = "Use `duckdb`, `polars` or `pandas`: they run in the browser."


def _table(code: str, problem: str, instead: str, names: str) -> dict[str, Unfit]:
    return {name: Unfit(code, problem.format(name), instead) for name in names.split()}


MODULES: dict[str, Unfit] = {
    **_table(
        "browser-sockets",
        "`{}` opens sockets, and a browser has none.",
        _FETCH,
        "socket socketserver ftplib imaplib poplib smtplib telnetlib nntplib http.client http.server xmlrpc "
        "wsgiref paramiko websocket websockets zmq pika kafka flask django uvicorn gunicorn gevent twisted",
    ),
    **_table(
        "browser-processes",
        "`{}` starts processes, and a browser has none.",
        _RUN,
        "subprocess pty pexpect sh joblib.externals.loky ray dask.distributed celery",
    ),
    **_table(
        "browser-database",
        "`{}` speaks to a server through a socket, and a browser has none.",
        _FILE,
        "psycopg2 psycopg pymysql MySQLdb mysql mariadb asyncpg aiomysql aiopg pymongo motor redis cx_Oracle oracledb "
        "pyodbc pymssql cassandra clickhouse_driver neo4j elasticsearch snowflake.connector vertica_python hdbcli",
    ),
    **_table(
        "browser-http",
        "`{}` waits for an answer; in a browser only servers that allow it (CORS) are read.",
        "Where a server does not allow it, ship the file with the notebook, or fetch through a proxy of yours.",
        "requests urllib.request urllib3 httpx aiohttp wget",
    ),
    **_table("browser-package", "`{}` has no build for browsers.", _TRAIN, "torch tensorflow keras catboost lightning"),
    **_table(
        "browser-package", "`{}` has no build for browsers.", _TRAIN, "torchvision torchaudio mxnet paddle fastai"
    ),
    **_table("browser-package", "`{}` has no build for browsers.", _ARRAYS, "jax jaxlib numba cupy flax llvmlite"),
    **_table("browser-package", "`{}` has no build for browsers.", _FRAMES, "pyspark cudf vaex modin fastparquet"),
    **_table(
        "browser-package",
        "`{}` has no build for browsers.",
        "Run the model elsewhere and read what it gave, or call it over HTTP.",
        "transformers tokenizers spacy onnxruntime llama_cpp vllm sentence_transformers grpc",
    ),
    **_table(
        "browser-package",
        "`{}` looks at the machine, and a browser shows none of it.",
        "Use `platform` and `sys` for what can be known.",
        "psutil GPUtil pynvml resource fcntl grp pwd winreg",
    ),
    **_table(
        "browser-package",
        "`{}` steers a browser from outside, and this is inside one.",
        "Run that part in a script on your machine.",
        "selenium playwright pyppeteer scrapy pyautogui",
    ),
    **_table(
        "browser-window",
        "`{}` opens windows or a terminal, and a page has neither.",
        _ELEMENTS,
        "tkinter turtle curses readline termios tty PyQt5 PyQt6 PySide2 PySide6 wx kivy pyglet arcade idlelib",
    ),
}
"""By dotted name; a name stands for what is beneath it as well."""

CALLS: dict[str, Unfit] = {
    **_table(
        "browser-threads",
        "`{}` needs a thread of its own, and Python in a browser has none.",
        _AWAIT,
        "threading.Timer _thread.start_new_thread",
    ),
    **_table(
        "browser-processes",
        "`{}` starts a process, and a browser has none.",
        _RUN,
        "os.system os.popen os.fork os.execv os.execvp os.spawnv os.spawnl os.startfile os.kill "
        "multiprocessing.Process multiprocessing.Queue multiprocessing.Manager "
        "asyncio.create_subprocess_exec asyncio.create_subprocess_shell",
    ),
    **_table(
        "browser-sockets",
        "`{}` opens a socket, and a browser has none.",
        _FETCH,
        "asyncio.open_connection asyncio.start_server asyncio.start_unix_server",
    ),
}
"""Functions and classes of modules that are fine otherwise."""


def unfit(table: dict[str, Unfit], name: str) -> tuple[str, Unfit] | None:
    """The entry for a dotted name, or for what it is part of."""
    while name:
        if name in table:
            return name, table[name]
        name = name.rpartition(".")[0]
    return None
