import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "dist/page",
    // The page's policy forbids data: scripts and styles, and a file of its own can be cached for ever.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    // `npm run dev` beside a backend started with `npm start`.
    proxy: { "/api": process.env["API_ORIGIN"] ?? "http://localhost:3000" },
  },
});
