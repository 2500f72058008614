// The package as others install it: packed and unpacked beside the tools that it is tried with.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const top = fileURLToPath(new URL("../../", import.meta.url));
const here = fileURLToPath(new URL(".", import.meta.url));
export const place = join(top, "build/package");
export const unpacked = join(place, "node_modules/@whence-mail/whence");
const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/** The tools, once for each list of them. */
function installTools() {
  mkdirSync(place, { recursive: true });
  const list = readFileSync(join(here, "package-lock.json"), "utf8");
  const done = join(place, "installed");
  if (existsSync(done) && readFileSync(done, "utf8") === list) return;
  for (const file of ["package.json", "package-lock.json", ".npmrc"])
    cpSync(join(here, file), join(place, file));
  execFileSync("npm", ["ci", ...quiet], { cwd: place, stdio: ["ignore", "ignore", "inherit"] });
  writeFileSync(done, list);
}

/** The package, fresh; what an earlier test tried with it is gone. */
export function install() {
  installTools();
  const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", place];
  const told = execFileSync("npm", pack, {
    cwd: top,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ filename }] = JSON.parse(told);
  rmSync(unpacked, { recursive: true, force: true });
  mkdirSync(unpacked, { recursive: true });
  execFileSync("tar", ["xzf", join(place, filename), "--strip-components=1", "-C", unpacked]);
  rmSync(join(place, "try"), { recursive: true, force: true });
}
