// What leaves the page by the reader's hand: copied texts and saved files.

/** Offers a file to keep, made here: nothing is fetched. */
export function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/**
 * Copies a text, or {html}: that one as markup for editors that show it and as its own source for those that
 * take text.
 * @returns {Promise<boolean>} false when the browser does not let us
 */
export async function copy(content, root) {
  const text = content.html ?? content;
  try {
    if (content.html && globalThis.ClipboardItem) {
      const kinds = ["text/plain", "text/html"].map((type) => [type, new Blob([text], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(kinds))]);
    } else {
      await navigator.clipboard.writeText(text);
    }
    return true;
  } catch {
    // Without a secure context there is no clipboard object: the old way, through a selected field.
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    root.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

/**
 * What a button copies; the button shows for a moment whether that went well.
 * @param {HTMLElement} button  @param {string | (() => string)} text  @param {ShadowRoot} root
 * @returns {Promise<boolean>}
 */
export async function copyBy(button, text, root) {
  const done = await copy(typeof text === "function" ? text() : text, root);
  button.dataset.done = done ? "yes" : "no";
  setTimeout(() => delete button.dataset.done, 1500);
  return done;
}
