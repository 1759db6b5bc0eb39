// A slider and the field beside it say the same number; letting go of the slider asks for the effect.
(() => {
  "use strict";

  const decimal = document.documentElement.lang === "en" ? "." : ",";
  const field = (slider) => document.getElementById(slider.dataset.moves);

  document.addEventListener("input", (event) => {
    const slider = event.target.closest("[data-moves]");
    if (slider) field(slider).value = slider.value.replace(".", decimal);
    const beside = document.querySelector(`[data-moves="${CSS.escape(event.target.id)}"]`);
    const number = Number(event.target.value.replace(",", "."));
    if (beside && event.target.value && !Number.isNaN(number)) beside.value = number;
  });
  document.addEventListener("change", (event) => {
    const slider = event.target.closest("[data-moves]");
    if (slider) field(slider).dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
