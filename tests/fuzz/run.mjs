// node tests/fuzz/run.mjs SECONDS [SEED] TARGET...: runs targets of targets.mjs, each so long. What breaks
// one is told with the seed that leads there, which shows it again: node tests/fuzz/run.mjs 0 SEED TARGET
import { TARGETS, isAllowed } from "./targets.mjs";
import { Random } from "./random.mjs";

/** @returns {Promise<{executions: number, slowest: number, broken: {seed: number, error: Error} | null}>} */
export async function fuzz(name, seconds, seed) {
  const end = Date.now() + seconds * 1000;
  let executions = 0,
    slowest = 0;
  do {
    const own = (seed + executions) >>> 0; // each execution has its own, so that one can be done again alone
    const begun = performance.now();
    try {
      await TARGETS[name](new Random(Math.imul(own, 2654435761) ^ 0x9e3779b9));
    } catch (error) {
      if (!isAllowed(error)) return { executions, slowest, broken: { seed: own, error } };
    }
    slowest = Math.max(slowest, performance.now() - begun);
    executions++;
  } while (Date.now() < end);
  return { executions, slowest, broken: null };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const numbers = process.argv
    .slice(2)
    .filter((word) => /^\d+$/.test(word))
    .map(Number);
  const names = process.argv.slice(2).filter((word) => !/^\d+$/.test(word));
  const [seconds = 60, seed = Date.now() >>> 0] = numbers;
  for (const name of names.length ? names : Object.keys(TARGETS)) {
    const { executions, slowest, broken } = await fuzz(name, seconds, seed);
    console.log(
      `${name}: ${executions} executions, the slowest ${slowest.toFixed(0)} ms`,
      broken ? `BROKEN by seed ${broken.seed}` : "",
    );
    if (broken) console.log(String(broken.error.stack).slice(0, 2000));
    if (broken) process.exitCode = 1;
  }
}
