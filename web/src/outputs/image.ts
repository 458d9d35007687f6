import { build } from "./build.js";
import type { Show } from "./output.js";

/** Shows bytes (or a data URL) as a picture. The same `<img>` takes the next picture, so a rerun does not flicker. */
export function showImage(mime: string): Show {
  return (host, content, { bundle, holding }) => {
    const image = host.querySelector<HTMLImageElement>(":scope > img.cloche-image") ?? placed(host);
    const plain = bundle["text/plain"];
    image.alt = typeof plain === "string" ? plain.slice(0, 200) : "Output image";
    if (typeof content === "string") {
      image.src = content.startsWith("data:") ? content : `data:${mime};base64,${content}`;
      return;
    }
    const url = URL.createObjectURL(new Blob([content as Uint8Array<ArrayBuffer>], { type: mime }));
    image.src = url;
    holding(() => URL.revokeObjectURL(url));
  };
}

function placed(host: HTMLElement): HTMLImageElement {
  const image = build("img", { class: "cloche-image" });
  host.replaceChildren(image);
  return image;
}
