// Seeds an empty Medusa, from within: a shop in yen with three goods at two tax
// rates, a coupon, stock, keys, and as many orders as ORDERS says. READY gets
// what the tests need to know.
const fs = require("node:fs");
const { ContainerRegistrationKeys, Modules } = require("@medusajs/framework/utils");
const flow = require("@medusajs/medusa/core-flows");
const orders = require("./orders");

const GOODS = [
  { title: "有田焼 湯呑み", variant: "藍", sku: "YUNOMI-AI", price: 2200 },
  { title: "有田焼 湯呑み", variant: "白", sku: "YUNOMI-SHIRO", price: 2420 },
  { title: "煎茶", variant: "100g", sku: "SENCHA-100", price: 1080, food: true, stocked: true },
];

exports.default = async ({ container }) => {
  const run = async (workflow, input) => (await workflow(container).run({ input })).result;
  const place = await warehouse(container, run);
  const money = await till(container, run, place);
  const goods = [];
  for (const g of GOODS) goods.push(await shelve(container, run, place, g));
  const [region] = await run(flow.createTaxRegionsWorkflow, [
    { country_code: "jp", provider_id: "tp_system", default_tax_rate: { name: "消費税", rate: 10, code: "JP10" } },
  ]);
  await run(flow.createTaxRatesWorkflow, [
    { tax_region_id: region.id, name: "軽減税率", rate: 8, code: "JP8", rules: goods.filter((g) => g.food).map((g) => ({ reference: "product", reference_id: g.product })) },
  ]);
  await run(flow.createPromotionsWorkflow, {
    promotionsData: [{ code: "AKI10", type: "standard", status: "active", is_automatic: false, application_method: { type: "percentage", target_type: "items", allocation: "across", value: 10, currency_code: "jpy" } }],
  });
  const ready = { url: process.env.URL, mails: process.env.MAILS, ...place, ...money, ...(await keys(container, run, place)), goods };
  ready.bulk = await orders.make(container, ready, Number(process.env.ORDERS));
  fs.writeFileSync(process.env.READY, JSON.stringify(ready));
};

// warehouse makes one stock location with one way of delivery.
async function warehouse(container, run) {
  const link = container.resolve(ContainerRegistrationKeys.LINK);
  const fulfillment = container.resolve(Modules.FULFILLMENT);
  const [channel] = await run(flow.createSalesChannelsWorkflow, { salesChannelsData: [{ name: "ネットショップ" }] });
  const [location] = await run(flow.createStockLocationsWorkflow, { locations: [{ name: "倉庫", address: { country_code: "JP", address_1: "架空1-2-3" } }] });
  const profile =
    (await fulfillment.listShippingProfiles({ type: "default" }))[0] ??
    (await run(flow.createShippingProfilesWorkflow, { data: [{ name: "普通", type: "default" }] }))[0];
  const set = await fulfillment.createFulfillmentSets({ name: "国内", type: "shipping", service_zones: [{ name: "日本", geo_zones: [{ country_code: "jp", type: "country" }] }] });
  const at = { [Modules.STOCK_LOCATION]: { stock_location_id: location.id } };
  await link.create([
    { ...at, [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" } },
    { ...at, [Modules.FULFILLMENT]: { fulfillment_set_id: set.id } },
  ]);
  await run(flow.linkSalesChannelsToStockLocationWorkflow, { id: location.id, add: [channel.id] });
  return { channel: channel.id, location: location.id, profile: profile.id, zone: set.service_zones[0].id };
}

// till makes the shop's money: yen, tax included.
async function till(container, run, { channel, profile, zone }) {
  const [{ id }] = await container.resolve(Modules.STORE).listStores(); // the server makes one when it first starts
  const [store] = await run(flow.updateStoresWorkflow, {
    selector: { id },
    update: { name: "器と茶 架空堂", supported_currencies: [{ currency_code: "jpy", is_default: true, is_tax_inclusive: true }], default_sales_channel_id: channel },
  });
  const [region] = await run(flow.createRegionsWorkflow, { regions: [{ name: "日本", currency_code: "jpy", countries: ["jp"], payment_providers: ["pp_system_default"], is_tax_inclusive: true }] });
  const [way] = await run(flow.createShippingOptionsWorkflow, [
    {
      name: "宅急便", price_type: "flat", provider_id: "manual_manual", service_zone_id: zone, shipping_profile_id: profile,
      type: { label: "宅急便", description: "宅急便", code: "parcel" },
      prices: [{ currency_code: "jpy", amount: 550 }],
      rules: [{ attribute: "enabled_in_store", value: "true", operator: "eq" }, { attribute: "is_return", value: "false", operator: "eq" }],
    },
  ]);
  return { store: store.name, region: region.id, way: way.id };
}

// shelve puts one kind of goods on sale; what is stocked is counted.
async function shelve(container, run, { channel, location, profile }, g) {
  const [product] = await run(flow.createProductsWorkflow, {
    products: [
      {
        title: g.title, handle: g.sku.toLowerCase(), status: "published", shipping_profile_id: profile, sales_channels: [{ id: channel }],
        options: [{ title: "種類", values: [g.variant] }],
        variants: [{ title: g.variant, sku: g.sku, manage_inventory: Boolean(g.stocked), options: { 種類: g.variant }, prices: [{ amount: g.price, currency_code: "jpy" }] }],
      },
    ],
  });
  const variant = product.variants[0];
  if (g.stocked) {
    const [item] = await container.resolve(Modules.INVENTORY).listInventoryItems({ sku: g.sku });
    await run(flow.createInventoryLevelsWorkflow, { inventory_levels: [{ inventory_item_id: item.id, location_id: location, stocked_quantity: 1000000 }] });
  }
  return { ...g, id: variant.id, product: product.id };
}

async function keys(container, run, { channel }) {
  const [secret] = await run(flow.createApiKeysWorkflow, { api_keys: [{ title: "nifuda", type: "secret", created_by: "" }] });
  const [till] = await run(flow.createApiKeysWorkflow, { api_keys: [{ title: "till", type: "publishable", created_by: "" }] });
  await run(flow.linkSalesChannelsToApiKeyWorkflow, { id: till.id, add: [channel] });
  return { key: secret.token, till: till.token };
}
