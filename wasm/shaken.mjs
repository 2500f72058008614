// Of a CommonJS module what is used: a bundler takes such a module whole, as anybody may ask for anything of
// it. Statements that do nothing but say what a name of the module's own is, or a property of such a name,
// are left out where what is used does not come to them.
import { parse } from "acorn";

const EXPORTS = "exports";

/** "name" or "name.property", of the names given, for whatever is within that; null: neither. */
function keyOf(node, names) {
  if (node.type === "Identifier") return names.has(node.name) ? node.name : null;
  if (node.type !== "MemberExpression") return null;
  const of = keyOf(node.object, names);
  return !of || of.includes(".") || node.computed ? of : `${of}.${node.property.name}`;
}

/** The keys of what a syntax tree reads. */
function* keysIn(node, names) {
  if (node.type === "ThisExpression") throw new Error("what this is cannot be told");
  const key = keyOf(node, names);
  if (key) yield key;
  const plain = node.computed ? null : { MemberExpression: "property", Property: "key" }[node.type];
  for (const [field, value] of Object.entries(node)) {
    if (field === plain || (key && field === "object")) continue;
    for (const one of [value].flat()) if (typeof one?.type === "string") yield* keysIn(one, names);
  }
}

/** The names that a statement declares. */
function* declared(statement) {
  if (statement.type === "FunctionDeclaration") yield statement.id.name;
  if (statement.type !== "VariableDeclaration") return;
  for (const { id } of statement.declarations) {
    if (id.type !== "Identifier") throw new Error("a name for a part of a value");
    yield id.name;
  }
}

/** A statement, the keys of what it says the value of, and of what it reads. */
function told(statement, names) {
  const keys = [...declared(statement)], reads = [];
  const value = (node) => {
    const key = node.type === "AssignmentExpression" && node.operator === "=" && keyOf(node.left, names);
    if (key) keys.push(key);
    if (key) value(node.right);
    else reads.push(...keysIn(node, names));
  };
  if (statement.type === "VariableDeclaration")
    for (const { init } of statement.declarations) init && value(init);
  else if (statement.type === "ExpressionStatement") value(statement.expression);
  else reads.push(...keysIn(statement, names));
  return { statement, keys, reads };
}

/**
 * @param {string} source of a CommonJS module
 * @param {string[]} used of what it exports: "name" for all of that, "name.property" for as much
 * @returns {string} the module with as much; what does anything beside is kept
 */
export function shaken(source, used) {
  const { body } = parse(source, { ecmaVersion: "latest", sourceType: "script" });
  const names = new Set([EXPORTS, ...body.flatMap((statement) => [...declared(statement)])]);
  const all = body.map((statement) => told(statement, names));
  const kept = new Set(), read = new Set();
  const keep = (one) => {
    if (kept.has(one)) return;
    kept.add(one);
    one.reads.forEach(reach);
  };
  function reach(key) {
    if (read.has(key)) return;
    read.add(key);
    const [name] = key.split(".");
    for (const one of all) {
      const says = (other) => other === key || other === name || other.startsWith(`${key}.`);
      if (one.keys.some(says)) keep(one);
    }
  }
  all.filter(({ keys }) => keys.length === 0).forEach(keep);
  for (const path of used) {
    const [name, property] = path.split(".");
    reach(`${EXPORTS}.${name}`);
    const own = all.find(({ keys }) => keys.includes(`${EXPORTS}.${name}`))?.keys[0];
    if (!own) throw new Error(`not exported: ${name}`);
    if (own !== `${EXPORTS}.${name}`) reach(property ? `${own}.${property}` : own);
  }
  const left = all.filter((one) => kept.has(one));
  return left.map(({ statement: { start, end } }) => source.slice(start, end)).join("\n");
}
