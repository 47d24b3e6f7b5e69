import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutUnused } from "../../leaflet.mjs";

const LEAFLET = `export var A = Class.extend({

\t// @method near(): this; far away from far
\tnear: function (n) {
\t\tif (n) {
\t\t\treturn this._far({near: true});
\t\t}
\t},

\t_far: function () { return this._further(); },

\tcalled: function () {
\t\treturn this._kept;
\t},

\ttoString: function () {
\t\treturn 'A';
\t}
});
`;

test("of Leaflet those methods are left that somebody names, beside themselves and those that nobody names", () => {
  const used = new Map([
    ["leaflet/src/A.js", LEAFLET.replaceAll("\n", "\r\n")],
    ["src/ours.ts", "new A().called();"],
  ]);
  const files = withoutUnused(used);
  assert.deepEqual([...files.keys()], ["leaflet/src/A.js"]);
  const left = files.get("leaflet/src/A.js");
  const methods = [...left.matchAll(/^\t(\w+): function/gm)].map(([, name]) => name);
  assert.deepEqual(methods, ["called", "toString"]);
  assert.ok(left.trimEnd().endsWith("\t}\n});"));
});

test("of what Leaflet asks of a browser that is answered which all that run the program answer alike", () => {
  const path = "leaflet/src/B.js";
  const of = (text) => withoutUnused(new Map([[path, text]])).get(path);
  assert.equal(of("var a = Browser.any3d ? 1 : 2;"), "var a = true ? 1 : 2;");
  assert.equal(
    of("var b = testProp(\n\t['webkitTransition', 'transition', 'OTransition']);"),
    "var b = 'transition';",
  );
  assert.equal(of("var c = testProp(['userSelect', 'WebkitUserSelect']);").includes("testProp"), true);
  assert.throws(() => of("Browser.vml"), /no answer to Browser\.vml/);
});
