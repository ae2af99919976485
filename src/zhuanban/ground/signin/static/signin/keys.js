// Asks the browser for a security key: the page carries the question, the hidden field takes the answer.
(() => {
  "use strict";
  const form = document.querySelector("[data-key]");
  const said = document.querySelector("[data-key-said]");
  if (!form || !said) return;
  const question = JSON.parse(document.getElementById("key-question").textContent);

  const toBytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };
  const toText = (buffer) => {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const known = (list) => (list || []).map((key) => ({ ...key, id: toBytes(key.id) }));

  const options = { ...question, challenge: toBytes(question.challenge) };
  const isNew = form.dataset.key === "new";
  if (isNew) {
    options.user = { ...question.user, id: toBytes(question.user.id) };
    options.excludeCredentials = known(question.excludeCredentials);
  } else {
    options.allowCredentials = known(question.allowCredentials);
  }

  const written = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = toText(credential.response[name]);
    }
    const id = toText(credential.rawId);
    return JSON.stringify({ id, rawId: id, type: credential.type, response, clientExtensionResults: {} });
  };

  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    said.textContent = "请插入安全密钥，按提示触摸它或输入它的 PIN。";
    try {
      const call = { publicKey: options };
      const credential = isNew ? await navigator.credentials.create(call) : await navigator.credentials.get(call);
      form.elements.answer.value = written(credential);
      form.submit();
    } catch (error) {
      const isHeld = error && error.name === "InvalidStateError";
      said.textContent = isHeld ? "这把密钥已经添加过。" : "没有完成：密钥没有回应，或者已经取消。可以再试一次。";
    }
  });

  if (!window.PublicKeyCredential) {
    form.querySelector("button").disabled = true;
    said.textContent = "这个浏览器不支持安全密钥，或者不是用 https 打开的。";
  }
})();
