import { defineConfig } from "@playwright/test";
import { LAUNCH } from "./tests/browser/chromium.mjs";
import { chosenTests } from "./tests/browser/plan.mjs";

export default defineConfig({
  testDir: "tests/browser",
  ...chosenTests,
  fullyParallel: true,
  // Two cores are what small machines have; a browser takes one.
  workers: 2,
  // A machine under load may miss a moment once, which the summary tells as flaky; what fails twice is a fault.
  retries: 1,
  reporter: "list",
  use: { browserName: "chromium", launchOptions: LAUNCH },
});
