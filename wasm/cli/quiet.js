// Node.js warns on standard error where a part of WebCrypto is experimental (Ed25519, in some versions 20):
// of no use to whoever reads mails.
const { emitWarning } = process;
process.emitWarning = (warning, ...rest) => {
  const type = typeof rest[0] === "object" ? rest[0]?.type : rest[0];
  if (type !== "ExperimentalWarning") emitWarning.call(process, warning, ...rest);
};
