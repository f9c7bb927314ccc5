// The version and its date, in the footer: they stand in data/version.js, so that no page changes with them.

/** Write version and date at the end of the footer's first line. */
export function showVersion(): void {
  const place = document.querySelector(".foot-version");
  const said = window.casebookVersion;
  if (place && said) place.textContent = `版本 ${said.version}，${said.date}。`;
}
