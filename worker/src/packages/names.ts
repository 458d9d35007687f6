/**
 * Which distribution holds a module, where the names differ and no list of packages says so; and what to use
 * instead of packages that cannot run in a browser. Data only. The lists are checked first: Pyodide's own names
 * `cv2`, `sklearn`, `PIL`, `yaml` and `bs4` already, so these lines matter for other indexes and older Pyodides.
 */

export const DISTRIBUTIONS: Readonly<Record<string, string>> = {
  Bio: "biopython",
  Crypto: "pycryptodome",
  OpenSSL: "pyopenssl",
  PIL: "pillow",
  attr: "attrs",
  bs4: "beautifulsoup4",
  cv2: "opencv-python",
  dateutil: "python-dateutil",
  docx: "python-docx",
  dotenv: "python-dotenv",
  fitz: "pymupdf",
  google: "protobuf",
  jose: "python-jose",
  jwt: "pyjwt",
  magic: "python-magic",
  markdown_it: "markdown-it-py",
  mpl_toolkits: "matplotlib",
  pkg_resources: "setuptools",
  pptx: "python-pptx",
  pylab: "matplotlib",
  rest_framework: "djangorestframework",
  serial: "pyserial",
  shapefile: "pyshp",
  skimage: "scikit-image",
  sklearn: "scikit-learn",
  slugify: "python-slugify",
  umap: "umap-learn",
  usaddress: "usaddress",
  wx: "wxpython",
  yaml: "pyyaml",
  zmq: "pyzmq",
};

/** What cannot run inside a browser, with the reason in the same breath as what to do instead. */
export const ALTERNATIVES: Readonly<Record<string, string>> = {
  flask: "A notebook cannot serve pages: show values with cloche.ui elements.",
  fastapi: "A notebook cannot serve requests: show values with cloche.ui elements.",
  jax: "Use numpy, or scipy.optimize for fitting.",
  mysqlclient: "A browser cannot open database connections: query files with sqlite3 or duckdb.",
  numba: "Use numpy's own vectorised functions.",
  psycopg2: "A browser cannot open database connections: query files with sqlite3 or duckdb.",
  "psycopg2-binary": "A browser cannot open database connections: query files with sqlite3 or duckdb.",
  pyqt5: "Use cloche.ui elements for input.",
  pyspark: "Use polars or duckdb.",
  ray: "Use asyncio.gather for work that waits.",
  selenium: "A notebook cannot drive a browser: fetch pages with pyodide.http.pyfetch.",
  tensorflow: "Use scikit-learn, or a model exported to ONNX and run elsewhere.",
  tkinter: "Use cloche.ui elements for input.",
  torch: "Use scikit-learn or numpy; train elsewhere and load the results.",
};

/** The distribution that most likely holds a top-level module. */
export function distributionOf(module: string): string {
  return DISTRIBUTIONS[module] ?? module.replaceAll("_", "-").toLowerCase();
}
