"""Holds the one inline script: it sets the colour scheme before anything shows."""

# Constant, so that a policy allows it by its hash and a cached page stays true. It also tells
# that scripts run: what needs them is hidden without `data-theme`. The two metas for the colour
# of the browser's frame stand in the order light, dark; see components/theme.html.
THEME_SCRIPT = (
    '{let t="auto";try{t=localStorage.theme||t}catch{}'
    "document.documentElement.dataset.theme=t;"
    'if(t!="auto")document.querySelectorAll("[name=theme-color]")'
    '.forEach((m,i)=>m.media=i==(t=="dark")?"all":"not all")}'
)
