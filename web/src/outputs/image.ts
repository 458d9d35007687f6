import { build } from "./build.js";
import type { Show } from "./output.js";
import { denseSize } from "./png-density.js";

/** Shows bytes (or a data URL) as a picture. The same `<img>` takes the next picture, so a rerun does not flicker. */
export function showImage(mime: string): Show {
  return (host, content, { bundle, holding }) => {
    const image = host.querySelector<HTMLImageElement>(":scope > img.cloche-image") ?? placed(host);
    const plain = bundle["text/plain"];
    image.alt = typeof plain === "string" ? plain.slice(0, 200) : "Output image";
    image.removeAttribute("width");
    image.removeAttribute("height");
    if (typeof content === "string") {
      image.src = content.startsWith("data:") ? content : `data:${mime};base64,${content}`;
      return;
    }
    const bytes = content as Uint8Array<ArrayBuffer>;
    const url = URL.createObjectURL(new Blob([bytes], { type: mime }));
    image.src = url;
    const size = mime === "image/png" ? denseSize(bytes) : null;
    if (size) Object.assign(image, size); // before it is decoded, so that nothing below it jumps
    holding(() => URL.revokeObjectURL(url));
  };
}

function placed(host: HTMLElement): HTMLImageElement {
  const image = build("img", { class: "cloche-image" });
  host.replaceChildren(image);
  return image;
}
