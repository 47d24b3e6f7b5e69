import { defineConfig } from "@playwright/test";
import { LAUNCH } from "./tests/browser/chromium.mjs";

export default defineConfig({
  testDir: "tests/browser",
  fullyParallel: true,
  // Two cores are what small machines have; a browser takes one.
  workers: 2,
  reporter: "list",
  use: { browserName: "chromium", launchOptions: LAUNCH },
});
