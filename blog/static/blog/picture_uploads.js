// What the editors share of pictures that are pasted or dropped: which files are meant, and sending.
window.pictureUploads = {
  imagesOf: (transfer) =>
    [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/")),

  // A spreadsheet's cells come as text with a picture of them: the text is meant.
  isText: ({ types }) => types.includes("text/plain") && types.includes("text/html"),

  // Returns what the server answers; throws with its reason, or none.
  async post(url, form, fields) {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const headers = { "X-Requested-With": "XMLHttpRequest" };
    const response = await fetch(url, { method: "POST", headers, body });
    const isJSON = response.headers.get("Content-Type")?.startsWith("application/json");
    const answer = isJSON ? await response.json() : {};
    if (!response.ok || !isJSON) throw new Error(answer.error ?? "");
    return answer;
  },

  // What is said of a picture that is on its way.
  showProgress(text) {
    const message = document.createElement("span");
    message.className = "markdown-upload";
    message.setAttribute("role", "status");
    message.textContent = `${text}…`;
    return message;
  },

  // Says instead why it did not arrive, until that is dismissed.
  showFailure(message, text, bookmark, dismissText) {
    message.className = "markdown-upload markdown-upload--failed";
    message.setAttribute("role", "alert");
    message.textContent = `${text} `;
    const dismiss = document.createElement("button");
    dismiss.type = "button";
    dismiss.textContent = dismissText;
    dismiss.addEventListener("click", () => bookmark.clear());
    message.append(dismiss);
    bookmark.changed();
  },
};
