// Registers <whence-analyzer>, once however often the module is loaded. Apart from the class, so that the class can
// be imported alone.
import { WhenceAnalyzer } from "./whence-analyzer.js";

if (!customElements.get("whence-analyzer")) customElements.define("whence-analyzer", WhenceAnalyzer);

export { WhenceAnalyzer };
