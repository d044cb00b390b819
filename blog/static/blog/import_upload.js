// Sends the files of an import in parts, so that an archive of any size fits through requests that
// are bounded, and takes what is dropped, folders too. Without it the form sends files by itself.
const PART_BYTES = 8 * 1024 * 1024;
const FILES_AT_ONCE = 100;

const form = document.querySelector(".import-upload");
const status = form.querySelector("[data-status]");
const drop = form.querySelector("[data-drop]");
const [files, folder] = form.querySelectorAll("input[type=file]");
let dropped = [];

form.querySelector("[data-with-script]").hidden = false;

const pathOf = (file) => file.path ?? (file.webkitRelativePath || file.name);

async function post(address, fields, parts = []) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  for (const { path, blob } of parts) {
    body.append("paths", path);
    body.append("files", blob, path.split("/").pop());
  }
  const response = await fetch(address, {
    method: "POST",
    headers: { "X-Requested-With": "XMLHttpRequest" },
    body,
  });
  const isJSON = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJSON ? await response.json() : {};
  if (!response.ok || !isJSON) throw new Error(answer.error ?? form.dataset.failed);
  return answer;
}

// Small files go together, large ones in parts.
function* requests(all) {
  let parts = [];
  let size = 0;
  for (const file of all) {
    const { blob, path } = file;
    if (blob.size > PART_BYTES) {
      for (let offset = 0; offset < blob.size; offset += PART_BYTES)
        yield { offset, parts: [{ path, blob: blob.slice(offset, offset + PART_BYTES) }] };
      continue;
    }
    if (parts.length >= FILES_AT_ONCE || size + blob.size > PART_BYTES) {
      yield { offset: 0, parts };
      [parts, size] = [[], 0];
    }
    parts.push(file);
    size += blob.size;
  }
  if (parts.length) yield { offset: 0, parts };
}

async function send(all) {
  const total = all.reduce((sum, { blob }) => sum + blob.size, 0);
  let sent = 0;
  let address = form.dataset.filesUrl ?? form.action;
  if (form.elements.name) {
    const first = all.length === 1 || all[0].path.includes("/") ? all[0].path.split("/")[0] : "";
    const asked = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    address = (await post(form.action, { ...Object.fromEntries(asked), first })).files;
  }
  for (const { offset, parts } of requests(all)) {
    status.textContent = `${form.dataset.sending} ${Math.round((100 * sent) / (total || 1))} %`;
    await post(address, { offset }, parts);
    sent += parts.reduce((sum, { blob }) => sum + blob.size, 0);
  }
  return (await post(address, { is_last: "1" })).page;
}

async function begin() {
  const chosen = [...files.files, ...folder.files].map((file) => ({ path: pathOf(file), blob: file }));
  const all = [...chosen, ...dropped].filter(({ path }) => !path.split("/").some((part) => part.startsWith(".")));
  if (!all.length) {
    status.textContent = form.dataset.empty;
    return;
  }
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  try {
    location.assign(await send(all));
  } catch (error) {
    status.textContent = error.message || form.dataset.failed;
    button.disabled = false;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  begin();
});

// What a folder holds is told a hundred entries at a time.
async function* walk(entry, path) {
  if (entry.isFile) {
    const blob = await new Promise((resolve, reject) => entry.file(resolve, reject));
    yield { path: path + entry.name, blob };
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!entries.length) return;
    for (const each of entries) yield* walk(each, `${path}${entry.name}/`);
  }
}

drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.dataset.isOver = "";
});
drop.addEventListener("dragleave", () => delete drop.dataset.isOver);
drop.addEventListener("drop", async (event) => {
  event.preventDefault();
  delete drop.dataset.isOver;
  // Both at once: after a pause the browser gives nothing more. Some give no entry for a file.
  const items = [...event.dataTransfer.items].filter(({ kind }) => kind === "file");
  const given = items.map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  dropped = [];
  for (const each of given) {
    if (each instanceof File) dropped.push({ path: each.name, blob: each });
    else for await (const file of walk(each, "")) dropped.push(file);
  }
  begin();
});
