// Orders that nobody put through the till: made by Medusa's own order module,
// a hundred at a time.
const { ContainerRegistrationKeys, Modules } = require("@medusajs/framework/utils");

const tax = (g) => [g.food ? { rate: 8, code: "JP8", description: "軽減税率" } : { rate: 10, code: "JP10", description: "消費税" }];

// one is order number i and what it comes to. Every seventh has prices without
// tax, as a shop may have had them once.
function one(shop, i) {
  const goods = shop.goods[i % shop.goods.length];
  const quantity = 1 + (i % 3);
  const plain = i % 7 === 0;
  const unit = plain ? 1000 : goods.price;
  const home = {
    last_name: "髙橋", first_name: "花子" + i, phone: "090-0000-0000", company: i % 5 ? "" : "架空物産", address_1: "千代田区架空1-2-" + i,
    address_2: i % 3 ? "" : "サンプル荘101", city: "千代田区", province: "東京都", postal_code: "100-0000", country_code: "jp",
  };
  const order = {
    region_id: shop.region, sales_channel_id: shop.channel, currency_code: "jpy", status: "pending", email: `buyer${i}@example.test`,
    shipping_address: home, billing_address: { ...home },
    items: [{ title: goods.title, variant_title: goods.variant, variant_sku: goods.sku, quantity, unit_price: unit, is_tax_inclusive: !plain, requires_shipping: true, tax_lines: tax(goods) }],
    shipping_methods: [{ name: "宅急便", amount: 550, is_tax_inclusive: true, shipping_option_id: shop.way, tax_lines: tax({}) }],
  };
  const rate = goods.food ? 8 : 10;
  return { order, total: quantity * (plain ? (unit * (100 + rate)) / 100 : unit) + 550 };
}

// CROWD orders share one thousandth of a second, as after a bulk update: more
// than a page holds.
const CROWD = 230;

// make gives the totals of the orders it made, by their id.
exports.make = async (container, shop, n) => {
  const module = container.resolve(Modules.ORDER);
  const made = [];
  for (let from = 0; from < n; from += 100) {
    const batch = Array.from({ length: Math.min(100, n - from) }, (_, k) => one(shop, from + k));
    const created = await module.createOrders(batch.map((b) => b.order)); // in an order of its own
    for (const o of created) made.push([o.id, batch.find((b) => b.order.email === o.email).total]);
  }
  const ids = made.slice(0, CROWD).map(([id]) => id);
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `update "order" set updated_at = (select date_trunc('second', min(updated_at)) - interval '1 hour' from "order") + (display_id % 900) * interval '1 microsecond' where id = any(?)`,
    [made.slice(0, CROWD).map(([id]) => id)],
  );
  return Object.fromEntries(made);
};
