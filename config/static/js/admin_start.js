// Starts the admin's widgets, which Wagtail would start by inline scripts; the policy runs none.
// Only what is named here is started, so that markup can't call any other function.
const CALLED = [
  "createQueryChooser",
  "createTaskChooser",
  "initDateChooser",
  "initDateTimeChooser",
  "initTimeChooser",
];
const CONSTRUCTED = [
  "Chooser",
  "DocumentChooser",
  "ImageChooser",
  "InlinePanel",
  "MultipleChooserPanel",
  "PageChooser",
  "SnippetChooser",
];

class StartController extends window.StimulusModule.Controller {
  static values = { script: String, id: String, options: Object };

  // Once per element: moving a form up or down its list connects it again.
  initialize() {
    const script = this.scriptValue;
    const names = this.hasIdValue ? [this.idValue] : [];
    if (CALLED.includes(script)) window[script](...names, this.optionsValue);
    if (CONSTRUCTED.includes(script)) new window[script](...names, this.optionsValue);
  }
}

window.wagtail.app.register("start", StartController);
