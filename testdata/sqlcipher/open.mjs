// open.mjs FILE KEYHEX: opens a ledger with an implementation that is not ours.
// Prints one JSON line: {orders, cipher, integrity}. Exits 1 when it cannot.
import Database from "@signalapp/sqlcipher";

const [file, key] = process.argv.slice(2);
try {
  const db = new Database(file);
  if (key) db.exec(`PRAGMA key = "x'${key}'"`);
  const orders = db.prepare("SELECT COUNT(*) AS n FROM orders").get().n;
  const person = db.prepare("SELECT name FROM people ORDER BY order_id, parcel").get().name;
  const cipher = db.prepare("PRAGMA cipher_integrity_check").all().length;
  const integrity = db.prepare("PRAGMA integrity_check").get().integrity_check;
  console.log(JSON.stringify({ orders, person, cipher, integrity }));
  db.close();
} catch (e) {
  console.error(e.message);
  process.exit(1);
}
