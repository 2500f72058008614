// Of the QR library what is used here, so that the rest of it stays out of the bundle.
export { _QRScanner } from "qr/decode.js";
