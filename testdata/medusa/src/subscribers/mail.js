// What a shop's own mail to its buyers would be: a line in the file named by
// MAILS for each event that does not ask for silence.
const fs = require("node:fs");

exports.default = async ({ event }) => {
  if (event.data.no_notification || !process.env.MAILS) return;
  fs.appendFileSync(process.env.MAILS, event.name + "\n");
};

exports.config = { event: ["order.fulfillment_created", "shipment.created", "delivery.created"] };
