// The style sheets, as constructable ones: a content security policy without inline styles lets them in.
import { unsafeCSS } from "lit";
import tokens from "../styles/tokens.css";
import base from "../styles/base.css";
import intake from "../styles/intake.css";
import queue from "../styles/queue.css";
import verdict from "../styles/verdict.css";
import tabs from "../styles/tabs.css";
import route from "../styles/route.css";
import path from "../styles/path.css";
import lists from "../styles/lists.css";
import findings from "../styles/findings.css";
import source from "../styles/source.css";
import dialogs from "../styles/dialogs.css";
import composer from "../styles/composer.css";
import print from "../styles/print.css";

// unsafeCSS takes constant texts of this project: no value out of a mail comes near it.
export const sheets = [
  tokens,
  base,
  intake,
  queue,
  verdict,
  tabs,
  route,
  path,
  lists,
  findings,
  source,
  dialogs,
  composer,
  print,
].map((text) => unsafeCSS(text));
