// Loaded before a script: what is meant for the platform's host goes to the practice gateway's. Path, query, body and
// headers stay as the client made them, and nothing may go anywhere else.
const platform = "https://api-sg.aliexpress.com";
const { url: practice } = JSON.parse(process.env.TOLD);
const send = globalThis.fetch;

globalThis.fetch = (address, options) => {
  if (typeof address !== "string" || !address.startsWith(`${platform}/`)) {
    throw new Error(`not for the platform: ${address}`);
  }
  return send(practice + address.slice(platform.length), options);
};
