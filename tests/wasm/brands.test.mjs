// The shape of the brand table, core/tables/brands/*.tsv: columns, uniqueness, host names, counts.
// The rules it holds to are in core/tables/brands/README.md.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const ROOT = new URL("../../", import.meta.url);
const FOLDER = new URL("core/tables/brands/", ROOT);
const SUFFIX_LISTS = [
  "build/vendor/public_suffix_list.dat",
  "build/vendor/publicsuffix/public_suffix_list.dat",
];
const FEWEST = 400;
const FEWEST_JAPANESE = 200;

/**
 * Suffixes under which strangers have names: enough to catch the usual slip where the full list is not built.
 */
const TENANT_SUFFIXES = new Set(
  (
    "com net org info biz io app dev jp co.jp ne.jp or.jp go.jp ac.jp ad.jp ed.jp gr.jp lg.jp co.uk org.uk " +
    "gov.uk com.au " +
    "gov.au com.br com.cn com.tw com.hk com.sg co.kr co.in main.jp sakura.ne.jp sakuraweb.com " +
    "sakuratan.com xsrv.jp " +
    "coreserver.jp wpx.jp jimdofree.com stores.jp thebase.in kagoyacloud.com github.io netlify.app " +
    "vercel.app web.app " +
    "firebaseapp.com appspot.com blogspot.com pages.dev workers.dev herokuapp.com azurewebsites.net " +
    "s3.amazonaws.com " +
    "cloudfront.net myshopify.com weebly.com onrender.com r2.dev").split(" ")
);

/**
 * @typedef {{file: string, line: number, id: string, category: string, labels: string[], names: string[],
 *   domains: string[], owned: string[], tlds: string[], groups: string[],
 *   unknown: string[], mail: string[]}} Brand
 */

/** @param {string} text @param {RegExp | string} by */
function list(text, by) {
  return text === "" ? [] : text.split(by);
}

/** @param {string} text @param {string} file @returns {Brand[]} */
function parse(text, file) {
  const rows = [];
  text.split("\n").forEach((row, index) => {
    if (row === "" || row.startsWith("#")) return;
    const columns = row.split("\t");
    assert.equal(columns.length, 7, `${file}:${index + 1} has ${columns.length} columns, not 7`);
    const [id, category, labels, names, domains, owned, mail] = columns;
    const marked = list(owned, " ");
    rows.push({
      file,
      line: index + 1,
      id,
      category,
      labels: list(labels, ","),
      names: list(names, ","),
      domains: list(domains, " "),
      owned: marked.filter((word) => !word.includes(":")),
      tlds: marked.filter((word) => word.startsWith("tld:")).map((word) => word.slice(4)),
      groups: marked.filter((word) => word.startsWith("group:")).map((word) => word.slice(6)),
      unknown: marked.filter((word) => word.includes(":") && !/^(tld|group):/.test(word)),
      mail: list(mail, " "),
    });
  });
  return rows;
}

/** @param {Brand} brand */
function hosts(brand) {
  return [...brand.domains, ...brand.owned, ...brand.mail];
}

/** A lower-case ASCII host name of two labels or more (RFC 1123, 2.1). @param {string} name */
function isHostName(name) {
  const labels = name.split(".");
  return (
    name.length <= 253 &&
    labels.length >= 2 &&
    labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) &&
    !/^[0-9]+$/.test(labels[labels.length - 1])
  );
}

/**
 * @returns {((name: string) => boolean) | null} whether a name is itself a public suffix, from the vendored
 * list
 */
function suffixList() {
  const path = SUFFIX_LISTS.map((name) => new URL(name, ROOT)).find((url) => existsSync(url));
  if (!path) return null;
  const rules = new Set(
    readFileSync(path, "utf8")
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line && !line.startsWith("//"))
  );
  return (name) => {
    if (rules.has(`!${name}`)) return false;
    return rules.has(name) || rules.has(`*.${name.slice(name.indexOf(".") + 1)}`);
  };
}

/** @param {string} name the folded form in which two names count as one */
function fold(name) {
  return name.normalize("NFKC").toLowerCase().replace(/[\s・]/g, "");
}

const files = readdirSync(FOLDER).filter((name) => name.endsWith(".tsv")).sort();
const texts = new Map(files.map((name) => [name, readFileSync(new URL(name, FOLDER), "utf8")]));
const brands = files.flatMap((name) => parse(texts.get(name), name));

test("each file says what it is, ends its last line and is sorted by id", () => {
  for (const [name, text] of texts) {
    assert.ok(text.startsWith("#"), `${name} starts with a comment`);
    assert.ok(text.endsWith("\n") && !text.includes("\r"), `${name}: lines end with a line feed`);
    const ids = parse(text, name).map((brand) => brand.id);
    assert.deepEqual(ids, [...ids].sort(), `${name} is sorted by id`);
  }
});

/** Runs `check(fail, seen)` for each brand and shows all that is wrong at once. @param {Function} check */
function each(check) {
  const problems = [];
  const seen = new Map();
  for (const brand of brands) {
    check(brand, (ok, what) => ok || problems.push(`${brand.file}:${brand.line} ${brand.id}: ${what}`), seen);
  }
  assert.deepEqual(problems, []);
}

/** Claims `key` for the brand; false if another brand has it already. */
function claim(seen, key, brand) {
  if (!seen.has(key)) seen.set(key, brand.id);
  return seen.get(key) === brand.id;
}

test("ids are slugs, each used once", () => {
  each((brand, expect, seen) => {
    expect(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(brand.id), "is no slug");
    expect(!seen.has(brand.id), `is also in ${seen.get(brand.id)}`);
    seen.set(brand.id, brand.file);
  });
});

test("every category is one that the README documents", () => {
  const readme = readFileSync(new URL("README.md", FOLDER), "utf8");
  const documented = new Set([...readme.matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1]));
  assert.ok(documented.size > 5);
  each((brand, expect) => expect(documented.has(brand.category), `category ${brand.category}`));
});

test("labels are domain labels, each claimed by one brand", () => {
  each((brand, expect, seen) => {
    for (const label of brand.labels) {
      expect(/^[a-z0-9][a-z0-9-]*[a-z0-9]$/.test(label), `label ${label}`);
      expect(claim(seen, label, brand), `label ${label} is also ${seen.get(label)}'s`);
    }
  });
});

test("names are clean, and a strong name means one brand", () => {
  each((brand, expect, seen) => {
    expect(brand.names.length > 0, "has no name");
    for (const name of brand.names) {
      const weak = name.startsWith("~");
      const bare = weak ? name.slice(1) : name;
      expect(bare !== "" && bare === bare.trim() && bare === bare.normalize("NFC"), `name "${name}"`);
      expect(!/[~\t\p{Cc}\p{Cf}]/u.test(bare), `name "${name}"`);
      if (weak) continue;
      const folded = fold(bare);
      expect([...folded].length >= 3 || /[^\x00-\x7f]/.test(folded), `"${name}" is too short to be strong`);
      expect(claim(seen, folded, brand), `"${name}" is also ${seen.get(folded)}'s`);
    }
  });
});

test("domains are host names, and none is a public suffix", () => {
  const isSuffix = suffixList();
  each((brand, expect) => {
    expect(brand.domains.length > 0, "has no official domain");
    for (const name of hosts(brand)) {
      expect(isHostName(name), `${name} is no host name`);
      expect(!TENANT_SUFFIXES.has(name), `${name} has tenants`);
      expect(!isSuffix?.(name), `${name} is a public suffix`);
    }
  });
});

test("marks are group: and tld:, one group a brand, and a tld is one", () => {
  const isSuffix = suffixList();
  each((brand, expect) => {
    expect(brand.unknown.length === 0, `unknown mark ${brand.unknown}`);
    expect(brand.groups.length <= 1, "is in more than one group");
    for (const group of brand.groups) expect(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(group), `group:${group}`);
    for (const tld of brand.tlds)
      expect(/^[a-z]{3,}$/.test(tld) && (!isSuffix || isSuffix(tld)), `tld:${tld}`);
  });
});

test("a domain stands once, and inside another brand's only within one group", () => {
  const owner = new Map();
  each((brand, expect) => {
    for (const name of hosts(brand)) {
      expect(!owner.has(name), `${name} already stands with ${owner.get(name)?.id}`);
      owner.set(name, brand);
    }
  });
  each((brand, expect) => {
    for (const name of hosts(brand)) {
      for (let dot = name.indexOf("."); dot > 0; dot = name.indexOf(".", dot + 1)) {
        const parent = owner.get(name.slice(dot + 1));
        if (!parent) continue;
        if (parent === brand) expect(brand.domains.includes(name), `${name} is covered already`);
        else
          expect(
            brand.groups.length && parent.groups[0] === brand.groups[0],
            `${name} lies in one of ${parent.id}`,
          );
      }
    }
  });
});

test("a group has two brands or more", () => {
  const size = new Map();
  for (const brand of brands) for (const group of brand.groups) size.set(group, (size.get(group) ?? 0) + 1);
  for (const [group, count] of size) assert.ok(count > 1, `group:${group} has one brand only`);
});

test(`at least ${FEWEST} brands, ${FEWEST_JAPANESE} of them Japanese`, () => {
  const japanese = brands.filter(
    (brand) => brand.category.endsWith("-jp") || brand.domains[0].endsWith(".jp"),
  );
  assert.ok(brands.length >= FEWEST, `${brands.length} brands`);
  assert.ok(japanese.length >= FEWEST_JAPANESE, `${japanese.length} Japanese brands`);
});

test("the shape check itself can fail", () => {
  assert.throws(() => parse("a\tbank-jp\ta\n", "x"), /columns/);
  for (const bad of [
    "localhost",
    "UPPER.com",
    "a_b.com",
    "-a.com",
    "a..com",
    "10.0.0.1",
    "x.com.",
    "日本.jp",
  ]) {
    assert.ok(!isHostName(bad), bad);
  }
  assert.ok(isHostName("e-tax.nta.go.jp"));
  assert.equal(fold("ＡＢ Ｃ"), "abc");
});

test("where brands take reports: each a brand of the table, a mailbox or a page over https", () => {
  const text = readFileSync(new URL("core/tables/brand_reporting.tsv", ROOT), "utf8");
  const known = new Set(brands.map(({ id }) => id));
  const rows = text.split("\n").filter((row) => row && !row.startsWith("#"));
  const ids = rows.map((row) => row.split("\t")[0]);
  assert.deepEqual(ids, [...new Set(ids)].sort());
  for (const row of rows) {
    const [id, mail, page, seen, ...more] = row.split("\t");
    assert.ok(known.has(id), `${id}: no such brand`);
    assert.ok(!more.length && page !== undefined && (mail || page), `${id}: not four columns`);
    assert.match(seen, /^(?:own|cited)$/, `${id}: how sure it is`);
    assert.match(mail, /^(?:[a-z][a-z-]*@[a-z0-9.-]+\.[a-z]+)?$/, id);
    assert.match(page, /^(?:https:\/\/\S+)?$/, id);
  }
});
