const OPEN = "<template data-quiet>";

/**
 * Take markup that was made of text out of the templates that the kernel put it into, so that its tags end where it does
 * (`kernel/src/cloche/outputs/quiet.py`). It stays in its place, and nothing of it runs: `restore` has dropped its
 * handlers before, as those of every template.
 */
export function unfoldQuiet(fresh: DocumentFragment): void {
  for (const box of fresh.querySelectorAll<HTMLTemplateElement>("template[data-quiet]")) {
    for (const script of box.content.querySelectorAll("script")) script.remove();
    unfoldQuiet(box.content);
    box.replaceWith(box.content);
  }
}

/** The same in markup that is not parsed yet, for what is cleaned as a whole. */
export function unfolded(markup: string): string {
  return markup.includes(OPEN) ? markup.replaceAll(OPEN, "").replaceAll("</template>", "") : markup;
}
