// Registers <whence-analyzer> and <whence-report>, once however often the module is loaded. Apart from the
// class, so that the class can be imported alone.
import { WhenceAnalyzer } from "./whence-analyzer.js";
import { WhenceReport } from "./whence-report.js";

if (!customElements.get("whence-analyzer")) customElements.define("whence-analyzer", WhenceAnalyzer);

if (!customElements.get("whence-report")) customElements.define("whence-report", WhenceReport);

export { WhenceAnalyzer, WhenceReport };
