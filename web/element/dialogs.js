// The dialogs that any state of the page may open: drawn with the first of them that is wanted, as nobody
// waits for them when the page opens.
import { html } from "lit";
import { howtoDialog } from "./howto.js";
import { keysDialog } from "./keys.js";
import { settingsView } from "./settings-view.js";

export const dialogsView = (ctx) => html`${settingsView(ctx)} ${keysDialog(ctx)} ${howtoDialog(ctx)}`;
