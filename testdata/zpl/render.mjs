// render.mjs WIDTH HEIGHT DOTS < ZPL > PNG: a label of a size in mm, with so many
// dots in a millimetre.
import { readFileSync, writeSync } from "node:fs";
import { ready } from "zpl-renderer-js";

const [width, height, dots] = process.argv.slice(2).map(Number);
const { api } = await ready;
const png = Buffer.from(await api.zplToBase64Async(readFileSync(0, "latin1"), width, height, dots), "base64");
for (let at = 0; at < png.length; ) at += writeSync(1, png, at);
process.exit(0);
