// Pictures decoded where there is no browser to do it: PNG and JPEG.
import decodeJpeg from "jpeg-js/lib/decoder.js";
import { greyOfPng } from "./png.js";

const MEGABYTES = 512; // that the decoder of JPEG may take

/**
 * @returns {Promise<{width: number, height: number, data: Uint8Array, whole?: boolean} | null>} grey, or
 *   red, green and blue, a byte each; null: such a picture is not decoded here. Rejected when it is broken
 */
export async function decodePortably(bytes, { type }) {
  if (type === "png") return greyOfPng(bytes);
  if (type !== "jpeg") return null;
  return decodeJpeg(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    tolerantDecoding: true,
    maxMemoryUsageInMB: MEGABYTES,
  });
}
