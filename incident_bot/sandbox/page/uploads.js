// Files on their way to the sandbox: as base64, in a frame of the feed.

// What the feed takes at a time, less a third for base64.
const MOST = 20_000_000;

/** What is wrong with so many, or "". */
export function tooMuch(files) {
  const sum = [...files].reduce((total, file) => total + file.size, 0);
  return sum > MOST ? "That is too much at a time: 20 MB at most." : "";
}

export async function asFrames(files) {
  return Promise.all([...files].map(async (file) => ({ name: file.name, content: await base64(file) })));
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.slice(reader.result.indexOf(",") + 1)));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
