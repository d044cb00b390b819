// Makes or asks for a passkey, and sends what the browser says as the form's credential.

const { create, get, supported } = window.webauthnJSON

function prepare (form) {
  const button = form.querySelector('button[type=button]')
  const message = form.querySelector('[role=alert]')
  const tell = (text) => { message.textContent = text; message.hidden = false }
  if (!supported()) {
    tell(form.dataset.unsupported)
    return
  }
  button.hidden = false
  button.addEventListener('click', async () => {
    button.disabled = true
    try {
      const data = JSON.parse(document.getElementById('passkey-data').textContent)
      const ask = form.dataset.passkey === 'add'
        ? create(data.creation_options)
        : get(data.request_options)
      form.elements.credential.value = JSON.stringify(await ask)
      form.submit()
    } catch {
      // What browsers throw says nothing that a reader could use, on purpose.
      tell(form.dataset.failed)
      button.disabled = false
    }
  })
}

document.querySelectorAll('form[data-passkey]').forEach(prepare)
