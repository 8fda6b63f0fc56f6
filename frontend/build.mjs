// Builds the one bundle that Home Assistant loads; with --check it only compares.
import { readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const target = new URL(
  "../custom_components/autoarr/frontend/autoarr-cards.js",
  import.meta.url,
);

const { outputFiles } = await build({
  absWorkingDir: new URL(".", import.meta.url).pathname,
  entryPoints: ["src/index.ts"],
  bundle: true,
  charset: "utf8",
  format: "esm",
  legalComments: "eof",
  minify: true,
  target: "es2022",
  write: false,
});
const built = Buffer.from(outputFiles[0].contents);

if (process.argv.includes("--check")) {
  const committed = await readFile(target).catch(() => Buffer.alloc(0));
  if (!built.equals(committed)) {
    console.error(
      "The committed bundle is not what the source makes: run script/build-frontend",
    );
    process.exit(1);
  }
} else {
  await writeFile(target, built);
  console.log(`${target.pathname}: ${built.length} bytes`);
}
