// Signs each request by itself, before it is sent: sets {{timestamp}} and {{sign}}. Made by AExDesk.
const named = (name) => pm.variables.replaceIn(pm.variables.get(name) || "");
pm.variables.set("timestamp", String(Date.now()));

// Parameters travel in the query or in the body; files are not signed.
const parameters = {};
const take = (list, read) =>
  list.each((one) => {
    if (!one.disabled && one.type !== "file" && one.key !== "sign") {
      parameters[read(one.key)] = read(pm.variables.replaceIn(one.value || ""));
    }
  });
take(pm.request.url.query, decodeURIComponent);
const body = pm.request.body;
if (body && (body.mode === "urlencoded" || body.mode === "formdata")) take(body[body.mode], (text) => text);

// Name and value of each, sorted by name; of a system interface the path stands in front.
const path = pm.variables.replaceIn(pm.request.url.toString()).match(/^[^?]*?\/rest(\/[^?]*)/);
const joined = Object.keys(parameters).sort().map((name) => name + parameters[name]).join("");
const secret = named("app_secret");
const digests = {
  md5: () => CryptoJS.MD5(secret + joined + secret),
  hmac: () => CryptoJS.HmacMD5(joined, secret),
  sha256: () => CryptoJS.HmacSHA256((path ? decodeURIComponent(path[1]) : "") + joined, secret),
};
const digest = digests[parameters.sign_method] || digests.sha256;
pm.variables.set("sign", digest().toString(CryptoJS.enc.Hex).toUpperCase());
