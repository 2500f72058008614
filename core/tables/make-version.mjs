// The version, from package.json. Usage: make-version.mjs package.json version.c
import { readFileSync } from "node:fs";
import { fail, save } from "./lib.mjs";

const [source, output] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(source, "utf8"));
if (!/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version))
  fail(source, 1, `"version" is not of the form 1.2.3: ${version}`);
save(output, `#include "whence.h"\n\nconst char *whence_version(void) { return "${version}"; }\n`);
