// A whole Vendure shop in one process and in memory, on a free loopback port.
// When it can be used, it writes what a test needs to the file named by READY.
const fs = require("node:fs");
const net = require("node:net");
const { bootstrap, dummyPaymentHandler, DefaultJobQueuePlugin, DefaultLogger, LanguageCode, LogLevel } = require("@vendure/core");
const { populate } = require("@vendure/core/cli");
const { seed } = require("./seed");

const owner = { user: "superadmin", password: "only-for-this-test" };

const pay = (name, settles) => ({
  name,
  handler: { code: "dummy-payment-handler", arguments: [{ name: "automaticSettle", value: String(settles) }] },
});

const initialData = {
  defaultLanguage: "ja",
  defaultZone: "Asia",
  countries: [{ name: "日本", code: "JP", zone: "Asia" }],
  taxRates: [{ name: "消費税10%", percentage: 10 }],
  shippingMethods: [{ name: "宅急便", price: 55000, taxRate: 10 }],
  paymentMethods: [pay("card", true), pay("bank", false)],
  collections: [],
};

const freePort = () =>
  new Promise((done, fail) => {
    const s = net.createServer().once("error", fail);
    s.listen(0, "127.0.0.1", () => {
      const { port } = s.address();
      s.close(() => done(port));
    });
  });

const config = (port) => ({
  apiOptions: { hostname: "127.0.0.1", port, adminApiPath: "admin-api", shopApiPath: "shop-api" },
  authOptions: {
    tokenMethod: ["bearer", "api-key"],
    superadminCredentials: { identifier: owner.user, password: owner.password },
    cookieOptions: { secret: "only-for-this-test" },
    requireVerification: false,
  },
  dbConnectionOptions: { type: "sqljs", autoSave: false, synchronize: true, logging: false },
  defaultLanguageCode: LanguageCode.ja,
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  plugins: [DefaultJobQueuePlugin.init({})],
  logger: new DefaultLogger({ level: LogLevel.Warn, timestamp: false }),
});

(async () => {
  const port = await freePort();
  await populate(() => bootstrap(config(port)), initialData);
  const ready = await seed(`http://127.0.0.1:${port}`, owner);
  fs.writeFileSync(process.env.READY + ".part", JSON.stringify(ready));
  fs.renameSync(process.env.READY + ".part", process.env.READY);
})().catch((e) => {
  console.error(e);
  process.exit(1);
});
