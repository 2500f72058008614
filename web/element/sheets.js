// The style sheets, as constructable ones: a content security policy without inline styles lets them in.
import { unsafeCSS } from "lit";
import tokens from "../styles/tokens.css";
import base from "../styles/base.css";
import intake from "../styles/intake.css";
import verdict from "../styles/verdict.css";
import cards from "../styles/cards.css";
import path from "../styles/path.css";
import findings from "../styles/findings.css";
import source from "../styles/source.css";
import print from "../styles/print.css";

// unsafeCSS takes constant texts of this project: no value out of a mail comes near it.
export const sheets = [tokens, base, intake, verdict, cards, path, findings, source, print].map((text) =>
  unsafeCSS(text),
);
