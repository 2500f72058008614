// Serves dist/, and nothing else, on 127.0.0.1 (PORT, 8080 unless given). Started by ./build.sh serve.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".ts": "text/plain; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

const server = createServer(async (request, response) => {
  const say = (status, text) =>
    response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(text);
  if (request.method !== "GET" && request.method !== "HEAD") return say(405, "GET only\n");
  let name = "";
  try {
    name = decodeURIComponent(new URL(request.url, "http://localhost").pathname).slice(1) || "whence.html";
  } catch {
    return say(400, "bad address\n");
  }
  // dist/ is flat: a plain file name or nothing.
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) return say(404, "no such file\n");
  try {
    const body = await readFile(join(dist, name));
    response.writeHead(200, {
      "content-type": types[extname(name)] ?? "application/octet-stream",
      "content-length": body.length,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    response.end(request.method === "HEAD" ? undefined : body);
  } catch {
    say(404, "no such file\n");
  }
});

const port = Number(process.env.PORT || 8080);
server.on("error", (error) => {
  console.error(`whence: cannot serve on 127.0.0.1:${port}: ${error.code}`);
  process.exit(1);
});
server.listen(port, "127.0.0.1", () => {
  console.log(`whence: http://127.0.0.1:${server.address().port}/  (Ctrl-C ends it)`);
});
