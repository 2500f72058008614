// Waiting for what comes by itself, on a machine that may be slow: by looking, and never for a fixed time.

/** How long is waited before something fails, in milliseconds: only what fails takes so long. */
export const PATIENCE = 90_000;

/** Looks until it holds. @returns {Promise<boolean>} false: not in all that time; whoever asks asserts it */
export async function until(holds) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    if (await holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}
