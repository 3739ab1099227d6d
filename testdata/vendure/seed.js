// Seeds a running Vendure with a yen channel, three goods, two ways to pay and
// an API key. Everything goes through the admin API, as an owner would.
const GOODS = [
  ["有田焼 湯呑み 藍", "YUNOMI-AI", 220000],
  ["有田焼 湯呑み 白", "YUNOMI-SHIRO", 242000],
  ["煎茶 100g", "SENCHA-100", 108000],
];

async function ask(url, query, variables, headers = {}) {
  const reply = await fetch(`${url}/admin-api`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await reply.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return { data, token: reply.headers.get("vendure-auth-token") };
}

// seed returns what the tests need to know about the shop at url.
exports.seed = async (url, { user, password }) => {
  const login = await ask(url, `mutation($u:String!,$p:String!){login(username:$u,password:$p){__typename}}`, { u: user, p: password });
  const owner = { authorization: `Bearer ${login.token}` };
  const q = async (query, variables) => (await ask(url, query, variables, owner)).data;

  const { channels, roles, shippingMethods, paymentMethods } = await q(`{
    channels{items{id}} roles{items{id code}} shippingMethods{items{id}} paymentMethods{items{code}} }`);
  await q(`mutation($i:UpdateChannelInput!){updateChannel(input:$i){__typename ... on ErrorResult{message}}}`, {
    i: { id: channels.items[0].id, availableCurrencyCodes: ["JPY"], defaultCurrencyCode: "JPY", pricesIncludeTax: true },
  });

  const goods = [];
  for (const [name, sku, price] of GOODS) {
    const { createProduct } = await q(`mutation($i:CreateProductInput!){createProduct(input:$i){id}}`, {
      i: { translations: [{ languageCode: "ja", name, slug: sku.toLowerCase(), description: "" }] },
    });
    const { createProductVariants } = await q(`mutation($i:[CreateProductVariantInput!]!){createProductVariants(input:$i){id sku priceWithTax}}`, {
      i: [{ productId: createProduct.id, translations: [{ languageCode: "ja", name }], sku, price, stockOnHand: 1e6, trackInventory: "FALSE" }],
    });
    goods.push(createProductVariants[0]);
  }

  const { createApiKey } = await q(`mutation($i:CreateApiKeyInput!){createApiKey(input:$i){apiKey}}`, {
    i: { roleIds: [roles.items.find((r) => r.code === "__super_admin_role__").id], translations: [{ languageCode: "ja", name: "nifuda" }] },
  });
  return {
    url,
    key: createApiKey.apiKey,
    goods,
    shipping: shippingMethods.items[0].id,
    payments: paymentMethods.items.map((p) => p.code),
  };
};
