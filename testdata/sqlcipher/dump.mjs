// dump.mjs VAULT LOGIN PASSPHRASE: what somebody with a passphrase, the files
// and our formats in hand can read, with nobody's code but other people's.
// Prints one JSON line: {files: {name: text}, pages: text of every decrypted
// page of the bench, free ones and the log too, shut: [files no key opened]}.
import { createDecipheriv } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "@signalapp/sqlcipher";
import { argon2id } from "hash-wasm";
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";

const [vault, login, passphrase] = process.argv.slice(2);
const bytes = (s) => Buffer.from(s, "base64");
const be32 = (n) => { const b = Buffer.alloc(4); b.writeUInt32BE(n); return b; };
// joined writes each part behind its length.
const joined = (...parts) => Buffer.concat(parts.flatMap((p) => [be32(Buffer.from(p).length), Buffer.from(p)]));

const { keys } = JSON.parse(readFileSync(join(vault, "keys.json"), "utf8"));
const slot = keys.slots.find((s) => s.id === login);

async function privateKey() {
  const { kdf } = slot;
  const wrapping = await argon2id({
    password: Buffer.from(passphrase), salt: bytes(kdf.salt), parallelism: kdf.lanes, iterations: kdf.passes,
    memorySize: kdf.memory_kib, hashLength: 32, outputType: "binary",
  });
  const params = Buffer.concat([be32(keys.format), be32(kdf.memory_kib), be32(kdf.passes), Buffer.from([kdf.lanes])]);
  const sealed = bytes(slot.private);
  const open = createDecipheriv("aes-256-gcm", wrapping, bytes(slot.nonce));
  open.setAAD(joined("nifuda slot", keys.vault, slot.id, slot.kind, kdf.name, bytes(kdf.salt), params, bytes(slot.public)));
  open.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]);
}

const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const array = (b) => new Uint8Array(b).buffer;

async function unseal(scalar, info, sealed) {
  const recipientKey = await suite.kem.deserializePrivateKey(array(scalar));
  const enc = sealed.subarray(0, 65);
  const context = await suite.createRecipientContext({ recipientKey, enc: array(enc), info: array(info) });
  return Buffer.from(await context.open(array(sealed.subarray(65))));
}

function dump(file, key) {
  const db = new Database(join(vault, file), { readonly: true });
  try {
    db.exec(`PRAGMA key = "x'${key.toString("hex")}'"`);
    const tables = db.prepare("SELECT name FROM sqlite_master WHERE type='table'").all();
    const rows = {};
    for (const { name } of tables) rows[name] = db.prepare(`SELECT * FROM "${name}"`).all();
    return rows;
  } finally {
    db.close();
  }
}

// pages decrypts a SQLCipher 4 file page by page: 4096 bytes, of which the last
// 80 are IV and MAC; the first 16 of page 1 are the salt.
function pages(file, key) {
  const out = [];
  const page = (raw, first) => {
    const open = createDecipheriv("aes-256-cbc", key.subarray(0, 32), raw.subarray(4016, 4032));
    open.setAutoPadding(false);
    out.push(open.update(raw.subarray(first ? 16 : 0, 4016)), open.final());
  };
  const raw = readFileSync(join(vault, file));
  for (let at = 0; at + 4096 <= raw.length; at += 4096) page(raw.subarray(at, at + 4096), at === 0);
  const wal = join(vault, file + "-wal");
  if (existsSync(wal)) {
    const log = readFileSync(wal);
    for (let at = 32; at + 24 + 4096 <= log.length; at += 24 + 4096) {
      page(log.subarray(at + 24, at + 24 + 4096), log.readUInt32BE(at) === 1);
    }
  }
  return Buffer.concat(out).toString("latin1");
}

const scalar = await privateKey();
const files = {}, shut = [];
let free = "";
const fileKeys = [];
for (const s of slot.seals) {
  fileKeys.push(await unseal(scalar, joined("nifuda seal", keys.vault, s.file, be32(s.generation), slot.id), bytes(s.sealed)));
}
for (const file of ["bench.db", "ledger.db"]) {
  for (const key of fileKeys) {
    try {
      const rows = dump(file, key);
      for (const p of rows.phones ?? []) {
        if (p.login === login) {
          const plain = await unseal(scalar, joined("nifuda note", keys.vault, login, `phone ${p.parcel}`), p.sealed);
          p.sealed = plain.toString("utf8");
        }
      }
      files[file] = JSON.stringify(rows);
      free += pages(file, key);
    } catch (e) {
      if (process.env.NIFUDA_DEBUG) console.error(file, e.message);
    }
  }
  if (!files[file]) shut.push(file);
}
console.log(JSON.stringify({ files, shut, pages: Buffer.from(free, "latin1").toString("base64") }));
