import assert from "node:assert/strict";
import { test } from "node:test";
import { frame } from "../../src/share.ts";

test("the markup of a frame shows the map alone, and no title breaks out of it", () => {
  const made = frame("https://example.org/maps/ar.html#map&kind=clash", 'A "map" <of> clashes');
  assert.ok(made.startsWith('<iframe src="https://example.org/maps/ar.html#map&amp;kind=clash&amp;embed" '));
  assert.ok(made.includes('title="A &quot;map&quot; &lt;of> clashes"'));
  assert.ok(made.endsWith("></iframe>"));
  assert.ok(frame("https://example.org/", "").includes('src="https://example.org/#map&amp;embed"'));
});
