// Photos: made smaller on the phone (longest edge 1600 px, JPEG), named by their content.
(() => {
  const zb = (window.zb = window.zb || {});
  const EDGE = 1600;
  const QUALITY = 0.82;

  async function decoded(file) {
    if (window.createImageBitmap) {
      try {
        return await window.createImageBitmap(file, { imageOrientation: "from-image" });
      } catch (error) {
        // Some phones hand over a format that only an <img> can show; it is tried next.
      }
    }
    const url = URL.createObjectURL(file);
    const image = new Image();
    image.src = url;
    try {
      await image.decode();
    } finally {
      URL.revokeObjectURL(url);
    }
    return image;
  }

  function drawn(source) {
    const width = source.naturalWidth || source.width;
    const height = source.naturalHeight || source.height;
    const scale = Math.min(1, EDGE / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d").drawImage(source, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  }

  // A file from the camera as {sha256, bytes}; null for what is no picture.
  zb.shrink = async (file) => {
    try {
      const source = await decoded(file);
      const blob = await drawn(source);
      if (source.close) source.close();
      const bytes = await blob.arrayBuffer();
      return { sha256: zb.sha256(new Uint8Array(bytes)), bytes };
    } catch (error) {
      return null;
    }
  };

  zb.pictureUrl = (photo) => URL.createObjectURL(new Blob([photo.bytes], { type: "image/jpeg" }));
})();
