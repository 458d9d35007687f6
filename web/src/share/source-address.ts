/**
 * What an address of a notebook means: pages that people copy from GitHub are taken for the files that they show.
 * Knows addresses only; fetching is in `fetch-source.ts`.
 */

export type Source =
  /** A file to be fetched as it is. */
  | { readonly kind: "file"; readonly url: URL; readonly filename: string }
  /** A folder on GitHub, listed by `url`. */
  | { readonly kind: "folder"; readonly url: URL; readonly name: string }
  /** A gist, described by `url`; `filename` is the file that the address points to, if any. */
  | { readonly kind: "gist"; readonly url: URL; readonly name: string; readonly filename: string | null };

/** What `address` names, relative to the page at `base`; null for what is no address of the web. */
export function readSource(address: string, base: string): Source | null {
  const url = URL.parse(address.trim(), base);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  const parts = url.pathname.split("/").filter(Boolean);
  switch (url.host) {
    case "github.com":
    case "www.github.com":
      return fromGitHub(url, parts);
    case "gist.github.com":
      return fromGist(url, parts);
    default:
      return file(url);
  }
}

function fromGitHub(url: URL, [owner, repository, view, branch, ...path]: readonly string[]): Source {
  if (!owner || !repository) return file(url);
  const name = repository.replace(/\.git$/, "");
  if ((view === "blob" || view === "raw") && branch && path.length > 0)
    return file(new URL(`https://raw.githubusercontent.com/${owner}/${name}/${branch}/${path.join("/")}`));
  if (view !== undefined && view !== "tree") return file(url);
  const listing = new URL(`https://api.github.com/repos/${owner}/${name}/contents/${path.join("/")}`);
  if (branch) listing.searchParams.set("ref", decoded(branch));
  return { kind: "folder", url: listing, name: decoded(path.at(-1) ?? name) };
}

function fromGist(url: URL, parts: readonly string[]): Source {
  const at = parts.findIndex((part) => /^[0-9a-f]{20,}$/i.test(part));
  const id = parts[at];
  if (id === undefined) return file(url);
  const [view, ...rest] = parts.slice(at + 1);
  if (view === "raw" && rest.length > 0) return file(new URL(`https://gist.githubusercontent.com${url.pathname}`));
  const gist = new URL(`https://api.github.com/gists/${id}`);
  // The page of a gist marks its files so: `#file-my-notes-py`.
  const marked = /^#file-(.+)$/.exec(url.hash)?.[1] ?? null;
  return { kind: "gist", url: gist, name: "the gist", filename: marked };
}

function file(url: URL): Source {
  return { kind: "file", url, filename: decoded(url.pathname.split("/").at(-1) ?? "") || "notebook.py" };
}

/** A part of an address in plain letters; as it is where it is not well written. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
