// Lets editors choose from what readers searched for; Wagtail has this as an inline script.
window.createQueryChooser = (id, { url }) => {
  const field = document.getElementById(id);
  document.getElementById(`${id}-chooser`).addEventListener("click", () => {
    window.ModalWorkflow({
      url,
      onload: window.QUERY_CHOOSER_MODAL_ONLOAD_HANDLERS,
      responses: {
        queryChosen: ({ querystring }) => {
          field.value = querystring;
        },
      },
    });
  });
};
