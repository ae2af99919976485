// SHA-256 in plain script: over plain http a browser offers no crypto.subtle, and photos are named by their content.
(() => {
  const zb = (window.zb = window.zb || {});
  const K = new Uint32Array(64);
  const START = new Uint32Array(8);
  const fraction = (value) => (value - Math.floor(value)) * 4294967296;
  for (let candidate = 2, found = 0; found < 64; candidate += 1) {
    let prime = true;
    for (let factor = 2; factor * factor <= candidate; factor += 1) if (candidate % factor === 0) prime = false;
    if (!prime) continue;
    K[found] = fraction(Math.cbrt(candidate));
    if (found < 8) START[found] = fraction(Math.sqrt(candidate));
    found += 1;
  }
  const turn = (word, bits) => (word >>> bits) | (word << (32 - bits));

  function padded(bytes) {
    const length = Math.ceil((bytes.length + 9) / 64) * 64;
    const block = new Uint8Array(length);
    block.set(bytes);
    block[bytes.length] = 128;
    const view = new DataView(block.buffer);
    view.setUint32(length - 8, Math.floor(bytes.length / 536870912));
    view.setUint32(length - 4, (bytes.length << 3) >>> 0);
    return view;
  }

  function mix(state, words) {
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + words[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0;
      d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] += word; });
  }

  // Bytes in, 64 hexadecimal digits out.
  zb.sha256 = (bytes) => {
    const view = padded(bytes);
    const state = START.slice();
    const words = new Uint32Array(64);
    for (let at = 0; at < view.byteLength; at += 64) {
      for (let i = 0; i < 16; i += 1) words[i] = view.getUint32(at + i * 4);
      for (let i = 16; i < 64; i += 1) {
        const early = words[i - 15];
        const late = words[i - 2];
        const s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
        const s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
        words[i] = words[i - 16] + s0 + words[i - 7] + s1;
      }
      mix(state, words);
    }
    return Array.from(state, (word) => word.toString(16).padStart(8, "0")).join("");
  };

  // UUIDv7: the outside key of a visit, made here so that it can be sent again and again.
  zb.uuid7 = () => {
    const bytes = window.crypto.getRandomValues(new Uint8Array(16));
    let time = Date.now();
    for (let i = 5; i >= 0; i -= 1) {
      bytes[i] = time % 256;
      time = Math.floor(time / 256);
    }
    bytes[6] = (bytes[6] & 15) | 112;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
})();
