// The texts of the page and of the command line, in the language asked for or the terminal's.
import { Texts, chooseLanguage } from "../../web/words/texts.js";
import books from "whence:languages/cli.json";

/** @param {string | null} wanted one of LANGUAGES, or null  @param {NodeJS.ProcessEnv} env */
export function cliTexts(wanted, env) {
  const locale = wanted ?? (env.LC_ALL || env.LC_MESSAGES || env.LANG || "").split(/[_.@]/)[0];
  const texts = new Texts(chooseLanguage(locale));
  texts.book = { ...texts.book, ui: { ...texts.book.ui, ...books[texts.language] } };
  return texts;
}
