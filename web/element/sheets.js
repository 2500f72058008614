// The style sheets, as a constructable one: a content security policy without inline styles lets it in.
import { unsafeCSS } from "lit";
import packed from "../styles/all.css";
import { unpackNow } from "../../wasm/unpack.js";

// unsafeCSS takes constant texts of this project: no value out of a mail comes near it.
export const sheets = unsafeCSS(new TextDecoder().decode(unpackNow(packed)));
