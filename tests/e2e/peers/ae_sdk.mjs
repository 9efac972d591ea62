// Makes calls with ae_sdk: told are [client, method, arguments...] each; printed is what each gave or threw, as JSON.
import { AffiliateClient, DropshipperClient } from "ae_sdk";

const { app_key, app_secret, access_token: session, calls } = JSON.parse(process.env.TOLD);
const clients = {
  affiliate: new AffiliateClient({ app_key, app_secret, session }),
  dropshipper: new DropshipperClient({ app_key, app_secret, session }),
  stranger: new DropshipperClient({ app_key, app_secret: "wrong", session }),
};

const answers = [];
for (const [client, method, ...given] of calls) {
  try {
    answers.push(await clients[client][method](...given));
  } catch (error) {
    answers.push({ threw: error.message });
  }
}
console.log(JSON.stringify(answers));
