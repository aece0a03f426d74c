// @ts-check
// The files of a chart, which a reader takes along: fetched first, so that a failure can be said.

/**
 * A file; an answer that is none is an error.
 * @param {string} address
 * @returns {Promise<Response>}
 */
export async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer;
}

/**
 * Save the file that a link leads to; of one `data-png` a picture.
 * @param {HTMLAnchorElement} link
 */
export async function save({ href, dataset }) {
  const answer = await load(href);
  const name = new URL(href).pathname.replace(/^.*\//, "");
  if (dataset.png === undefined) return keep(await answer.blob(), name);
  return keep(await picture(await answer.text()), name.replace(/svg$/, "png"));
}

/**
 * A picture has the reader's own fonts, so it can have any script; it is drawn at twice its size.
 * @param {string} drawing
 * @returns {Promise<Blob>}
 */
async function picture(drawing) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))));
  });
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
function keep(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
