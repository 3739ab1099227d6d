const { defineConfig } = require("@medusajs/framework/utils");

const here = "http://127.0.0.1";

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    http: { storeCors: here, adminCors: here, authCors: here, jwtSecret: "only-for-this-test", cookieSecret: "only-for-this-test" },
  },
  admin: { disable: true },
});
